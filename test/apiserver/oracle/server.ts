import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { copyFileSync, createWriteStream, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { Agent, request } from 'node:https'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A kube-apiserver on this machine, with etcd inside, that only we can reach. */
export interface Oracle {
  readonly call: (method: string, path: string, body?: string) => Promise<Reply>
  /** Ends it, and removes all that it wrote. */
  readonly stop: () => Promise<void>
}

export interface Reply {
  readonly code: number
  readonly body: string
  readonly warnings: readonly string[]
}

/** What a person can do something about, without a stack. */
export class Refusal extends Error {}

const READY_IN = 180_000

/** Builds it (minutes the first time, seconds with what Go keeps) and starts it. Throws a `Refusal` where that cannot be done. */
export async function startOracle(version: string, say: (line: string) => void): Promise<Oracle> {
  checkGo()
  const folder = mkdtempSync(join(tmpdir(), 'purser-oracle-'))
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  // The server itself ends with us.
  for (const it of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(it, () => {
      remove()
      process.exit(130)
    })
  try {
    say(`building kube-apiserver ${version}: some 10 minutes and 3 GB the first time, seconds later on`)
    build(folder, version)
    return await start(folder, remove)
  } catch (error) {
    remove()
    throw error
  }
}

function checkGo(): void {
  const { error } = spawnSync('go', ['version'])
  if (error) throw new Refusal('there is no `go` on the PATH: install Go 1.26 or newer, https://go.dev/doc/install')
}

/** The modules of Kubernetes stand beside each other in its repository; from outside each has the same version. */
function build(folder: string, version: string): void {
  const [major, minor, patch] = version.split('.')
  const download = go(folder, ['mod', 'download', '-json', `k8s.io/kubernetes@v${version}`])
  const { GoMod } = JSON.parse(download) as { readonly GoMod: string }
  const text = readFileSync(GoMod, 'utf8')
  const staged = [...text.matchAll(/^\s*(k8s\.io\/\S+) => \.\/staging\//gm)].map((it) => it[1])
  const language = /^go \S+$/m.exec(text)?.[0] ?? 'go 1.26.0'
  const replaces = staged.map((it) => `replace ${it} => ${it} v0.${minor}.${patch}`)
  const lines = ['module oracle', language, `require k8s.io/kubernetes v${version}`, ...replaces]
  writeFileSync(join(folder, 'go.mod'), `${lines.join('\n')}\n`)
  copyFileSync(new URL('main.go', import.meta.url), join(folder, 'main.go'))
  const stamp = 'k8s.io/component-base/version'
  const stamps = [`gitVersion=v${version}`, `gitMajor=${major}`, `gitMinor=${minor}`].map((it) => `-X ${stamp}.${it}`)
  go(folder, ['build', '-mod=mod', '-trimpath', '-ldflags', `-s -w ${stamps.join(' ')}`, '-o', BINARY, '.'])
}

const BINARY = 'oracle'

function go(cwd: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync('go', args, { cwd, encoding: 'utf8', maxBuffer: 1e8 })
  if (status === 0) return stdout
  const [first = ''] = `${stderr}${stdout}`.split('\n').filter((it) => it !== '' && !it.startsWith('go: downloading'))
  throw new Refusal(`\`go ${args.slice(0, 2).join(' ')}\` failed: ${first}`)
}

async function start(folder: string, remove: () => void): Promise<Oracle> {
  const port = await freePort()
  const token = randomBytes(24).toString('hex')
  const log = join(folder, 'log')
  const child = spawn(join(folder, BINARY), [folder, ...options(folder, port, token)], {
    cwd: folder,
    // It ends when its standard input does, even if we are killed.
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const logged = createWriteStream(log)
  child.stdout.pipe(logged, { end: false })
  child.stderr.pipe(logged, { end: false })
  const agent = new Agent({ keepAlive: true, maxSockets: 8 })
  const stop = async () => {
    agent.destroy()
    await end(child)
    logged.destroy()
    remove()
  }
  // It makes the certificate itself, in this folder of ours.
  const certificate = join(folder, 'certificates', 'apiserver.crt')
  const call: Oracle['call'] = (method, path, body) => ask({ port, token, agent, certificate }, method, path, body)
  try {
    await ready(child, call)
  } catch {
    const last = readFileSync(log, 'utf8').trimEnd().split('\n').at(-1)
    await stop()
    throw new Refusal(`kube-apiserver did not come up: ${last}`)
  }
  return { call, stop }
}

/** As a fresh cluster has it, with all versions of all APIs, and without the controllers that service accounts wait for. */
function options(folder: string, port: number, token: string): readonly string[] {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const file = (name: string, text: string | Buffer) => {
    writeFileSync(join(folder, name), text, { mode: 0o600 })
    return join(folder, name)
  }
  const signing = file('signing.key', privateKey.export({ type: 'pkcs1', format: 'pem' }))
  const checking = file('signing.pub', publicKey.export({ type: 'spki', format: 'pem' }))
  const certificates = join(folder, 'certificates')
  mkdirSync(certificates)
  return [
    '--bind-address=127.0.0.1',
    '--advertise-address=127.0.0.1',
    `--secure-port=${port}`,
    `--cert-dir=${certificates}`,
    `--token-auth-file=${file('tokens.csv', `${token},admin,admin,"system:masters"\n`)}`,
    '--authorization-mode=AlwaysAllow',
    '--allow-privileged=true',
    '--runtime-config=api/all=true',
    '--disable-admission-plugins=ServiceAccount',
    '--endpoint-reconciler-type=none',
    '--service-cluster-ip-range=10.96.0.0/16',
    '--service-account-issuer=https://kubernetes.default.svc',
    `--service-account-key-file=${checking}`,
    `--service-account-signing-key-file=${signing}`,
  ]
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Refusal('no free port on 127.0.0.1')
  return address.port
}

async function ready(child: ChildProcess, call: Oracle['call']): Promise<void> {
  const until = Date.now() + READY_IN
  while (Date.now() < until && child.exitCode === null && child.signalCode === null) {
    const reply = await call('GET', '/readyz').catch(() => undefined)
    if (reply?.code === 200) return
    await new Promise((done) => setTimeout(done, 500))
  }
  throw new Refusal('not ready')
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.stdin?.end()
  const timer = setTimeout(() => child.kill('SIGKILL'), 10_000)
  await gone
  clearTimeout(timer)
}

interface Address {
  readonly port: number
  readonly token: string
  readonly agent: Agent
  readonly certificate: string
}

function ask(
  { port, token, agent, certificate }: Address,
  method: string,
  path: string,
  body?: string,
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${token}`,
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/yaml' }),
    }
    const ca = readFileSync(certificate)
    const asked = request({ host: '127.0.0.1', port, method, path, headers, agent, ca }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        text += chunk
      })
      response.on('end', () =>
        resolve({ code: response.statusCode ?? 0, body: text, warnings: warningsIn(response.headers.warning) }),
      )
    })
    asked.on('error', reject)
    asked.setTimeout(60_000, () => asked.destroy(new Error(`no answer to ${method} ${path}`)))
    asked.end(body)
  })
}

/** `299 - "text"`, several joined by commas, with quotes and backslashes escaped. */
function warningsIn(header: string | undefined): readonly string[] {
  const found = [...(header ?? '').matchAll(/299 \S+ "((?:[^"\\]|\\.)*)"/g)]
  return found.map((it) => (it[1] ?? '').replace(/\\(.)/g, '$1'))
}
