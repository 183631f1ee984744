/**
 * `node esbuild.mjs` bundles the extension into `dist/` and packs schemas and notes beside it. About a second.
 *
 * `--dev` keeps names and adds source maps, `--report` says what each bundle is made of.
 */
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const repository = import.meta.dirname
const dist = join(repository, 'dist')
const isDevelopment = process.argv.includes('--dev')
const withReport = process.argv.includes('--report')

/** @type {import('esbuild').BuildOptions} */
const common = {
  absWorkingDir: repository,
  bundle: true,
  minify: !isDevelopment,
  sourcemap: isDevelopment ? 'linked' : false,
  metafile: true,
  legalComments: 'none',
  logLevel: 'warning',
}

/** @type {import('esbuild').BuildOptions} */
const forNode = { ...common, platform: 'node', target: 'node20', mainFields: ['module', 'main'] }

/** A built-in module of Node does not resolve here, so the build fails if one slips in. @type {import('esbuild').BuildOptions} */
const forBrowser = { ...common, platform: 'browser', target: 'es2022' }

/** @type {import('esbuild').BuildOptions} */
const asCommonJs = {
  format: 'cjs',
  // CommonJS has no `import.meta`; code that both forms share may use it.
  define: { 'import.meta.url': 'moduleUrl', 'import.meta.dirname': '__dirname', 'import.meta.filename': '__filename' },
  banner: { js: "const moduleUrl = require('node:url').pathToFileURL(__filename).href;" },
}

/** @type {Readonly<Record<string, import('esbuild').BuildOptions>>} */
const bundles = {
  'client.cjs': { ...forNode, ...asCommonJs, entryPoints: ['client/src/node.ts'], external: ['vscode'] },
  'server.cjs': { ...forNode, ...asCommonJs, entryPoints: ['server/src/main/node.ts'] },
  'cli.mjs': {
    ...forNode,
    format: 'esm',
    entryPoints: { cli: 'server/src/main/cli.ts' },
    // In parts: what few runs need is not even read.
    splitting: true,
    outdir: dist,
    outExtension: { '.js': '.mjs' },
    chunkNames: 'cli-[name]-[hash]',
    banner: {
      // Bundled CommonJS packages ask for built-in modules by `require`.
      js:
        '#!/usr/bin/env node\n' +
        "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);",
    },
  },
  'web/client.cjs': { ...forBrowser, format: 'cjs', entryPoints: ['client/src/web.ts'], external: ['vscode'] },
  'web/server.js': { ...forBrowser, format: 'iife', entryPoints: ['server/src/main/web.ts'] },
}

try {
  // Parts of an older build have other names.
  for (const it of existsSync(dist) ? readdirSync(dist) : []) if (/^cli-.*\.mjs/.test(it)) rmSync(join(dist, it))
  const results = await Promise.all(Object.entries(bundles).map(bundle))
  chmodSync(join(dist, 'cli.mjs'), 0o755)
  packSchemas()
  await packNotes()
  packLicences(results.flatMap(packagesIn))
  const sizes = results.map(({ name, bytes }) => `${name} ${Math.round(bytes / 1024)} kB`)
  console.log(`Bundles: ${sizes.join(', ')}`)
  if (withReport) for (const result of results) report(result)
} catch (error) {
  // esbuild has already said what is wrong and where.
  if (!(error instanceof Error && 'errors' in error)) console.error(error instanceof Error ? error.message : error)
  console.error('Bundles: not built, see above')
  process.exitCode = 1
}

/** @param {readonly [string, import('esbuild').BuildOptions]} entry */
async function bundle([name, options]) {
  const { metafile } = await build(options.splitting ? options : { ...options, outfile: join(dist, name) })
  const outputs = Object.entries(metafile?.outputs ?? {}).filter(([path]) => !path.endsWith('.map'))
  if (outputs.length === 0) throw new Error(`esbuild says nothing of ${name}`)
  const bytes = outputs.reduce((sum, [, it]) => sum + it.bytes, 0)
  return { name, bytes, inputs: Object.assign({}, ...outputs.map(([, it]) => it.inputs)) }
}

function packSchemas() {
  const from = join(repository, 'schemas', 'generated')
  mkdirSync(join(dist, 'schemas'), { recursive: true })
  for (const name of ['index.json', 'definitions.jsonl', 'descriptions.jsonl']) {
    if (!existsSync(join(from, name))) throw new Error(`${name} is missing: run \`node schemas/generate.mjs\``)
    copyFileSync(join(from, name), join(dist, 'schemas', name))
  }
  const updates = readFileSync(join(repository, 'schemas', 'facts', 'updates.json'), 'utf8')
  writeFileSync(join(dist, 'schemas', 'updates.json'), JSON.stringify(JSON.parse(updates)))
}

/** All notes in one file, parsed; server/src/notes/packed.ts says how. */
async function packNotes() {
  const root = join(repository, 'knowledge')
  const { parseNote, packNotes } = await noteTools()
  const notes = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((path) => path.split(sep).join('/'))
    .filter((path) => /^(?:concepts|kinds|fields|values)\/[^/]+\.md$/.test(path))
    .sort()
    .map((path) =>
      parseNote(path.slice(path.lastIndexOf('/') + 1, -'.md'.length), readFileSync(join(root, path), 'utf8')),
    )
  writeFileSync(join(dist, 'knowledge.jsonl'), packNotes(notes))
}

/** The server's own reader and packer of notes, which Node cannot load as they are. */
async function noteTools() {
  const outfile = join(dist, 'note-tools.mjs')
  const contents = "export * from './read-note.ts'; export * from './packed.ts'"
  const stdin = { contents, resolveDir: join(repository, 'server/src/notes'), loader: /** @type {const} */ ('ts') }
  await build({ ...forNode, format: 'esm', stdin, outfile })
  const tools = await import(pathToFileURL(outfile).href)
  rmSync(outfile)
  return tools
}

/** The folders of the packages that ended up in a bundle. */
function packagesIn({ inputs }) {
  return Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => {
    const [folder] = /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(path) ?? []
    return folder !== undefined && bytesInOutput > 0 ? [resolve(repository, folder)] : []
  })
}

/** @param {readonly string[]} folders */
function packLicences(folders) {
  const parts = [...new Set(folders)].map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    const files = readdirSync(folder).filter((it) => /^(licen[cs]e|notice|third ?party ?notices)[^/]*$/i.test(it))
    if (!files.some((it) => /^licen/i.test(it))) throw new Error(`${name} has no licence file to pass on`)
    const texts = files.sort().map((it) => readFileSync(join(folder, it), 'utf8').replaceAll('\r\n', '\n').trim())
    return { title: `${name} ${version} (${license})`, texts }
  })
  // One package may lie in two places.
  const unique = new Map(parts.sort((a, b) => (a.title < b.title ? -1 : 1)).map((it) => [it.title, it]))
  const packages = [...unique.values()].map(({ title, texts }) => `## ${title}\n\n${texts.map(fenced).join('\n\n')}`)
  const schemas = readFileSync(join(repository, 'schemas', 'generated', 'licences.md'), 'utf8').replace(/^# /m, '## ')
  writeFileSync(
    join(dist, 'THIRD_PARTY_NOTICES.md'),
    [
      '# Third-party notices',
      'Purser contains code and data of other projects, each under the licence given here.',
      ...packages,
      schemas,
    ].join('\n\n'),
  )
}

/** @param {string} text */
function fenced(text) {
  return `\`\`\`\`text\n${text}\n\`\`\`\``
}

function report({ name, bytes, inputs }) {
  /** @type {Record<string, number>} */
  const shares = {}
  for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
    const owner =
      /.*node_modules\/((@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? dirname(relative(repository, resolve(repository, path)))
    shares[owner] = (shares[owner] ?? 0) + bytesInOutput
  }
  console.log(`\n${name}: ${bytes} bytes`)
  for (const [owner, share] of Object.entries(shares).sort((a, b) => b[1] - a[1])) {
    if (share > 0) console.log(`${String(share).padStart(9)}  ${owner}`)
  }
}
