import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { fileOf } from '../../scripts/contributions.ts'
import { docs, EXAMPLE, stalePages, writeDocs } from '../../scripts/docs.ts'
import { codes } from '../../server/src/rules/codes.ts'
import { rules } from '../../server/src/rules/index.ts'
import { catalogue } from '../workspace.ts'
import { purser } from './cli/memory-io.ts'

describe('docs', () => {
  if (process.env.UPDATE) before(writeDocs)

  const pages = docs()

  for (const [path, text] of pages) {
    it(`${path} is that of the code (else: npx tsx scripts/docs.ts)`, () => {
      assert.equal(existsSync(fileOf(path)) ? read(path) : undefined, text)
    })
  }

  it('no page is left over, every code has one', () => {
    assert.deepEqual(stalePages(pages), [])
    for (const { id } of codes) assert.ok(pages.has(`docs/rules/${id}.md`), id)
  })

  it('the page of a rule has all its examples and what their fixes make of them', () => {
    for (const { id, examples } of rules) {
      const page = pages.get(`docs/rules/${id}.md`) ?? ''
      assert.equal(page.match(EXAMPLE)?.length, examples.length, id)
      const fixed = examples.filter((it) => 'bad' in it && it.fixed !== undefined)
      assert.equal(page.match(/^\*\*Fixed\*\*$/gm)?.length ?? 0, fixed.length, id)
    }
  })
})

describe('what people read', () => {
  const texts = ['README.md', 'CONTRIBUTING.md', 'ARCHITECTURE.md', 'CHANGELOG.md', ...markdownIn('docs')]

  for (const path of texts) {
    it(`${path} links to what exists`, () => {
      const links = [...withoutCode(read(path)).matchAll(/\]\(([^)\s]+)\)/g)].map((it) => it[1] ?? '')
      const lost = links.filter((it) => {
        const [file = '', anchor] = it.split('#')
        if (/^https:/.test(it)) return false
        const target = file === '' ? path : posix.join(posix.dirname(path), file)
        return !existsSync(fileOf(target)) || (anchor !== undefined && !anchorsIn(read(target)).has(anchor))
      })
      assert.deepEqual(lost, [])
    })
  }

  it('scripts that are named exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: Record<string, string> }
    const named = ['README.md', 'CONTRIBUTING.md'].flatMap((it) =>
      [...read(it).matchAll(/(?:^|`)npm (?:run )?([a-z]+(?::[a-z]+)?)\b/gm)].map(([, name]) => name ?? ''),
    )
    const ofNpm = ['install']
    assert.ok(named.length > 8)
    assert.deepEqual(
      named.filter((it) => !(it in scripts) && !ofNpm.includes(it)),
      [],
    )
  })

  describe('README.md', () => {
    const readme = read('README.md')

    it('names every rule', () => {
      const linked = [...readme.matchAll(/\(docs\/rules\/([\w-]+)\.md\)/g)].map((it) => it[1])
      const missing = rules.filter((it) => !linked.includes(it.id)).map((it) => it.id)
      assert.deepEqual(missing, [])
    })

    it('says which packages the custom resources come from', () => {
      const { packages, kinds, kubernetes, oldest } = catalogue.index
      const families = new Set(Object.values(kinds).map((it) => it.from))
      families.delete('kubernetes')
      for (const it of families) assert.ok(readme.includes(`| ${it} ${packages[it]} |`), `${it} ${packages[it]}`)
      assert.ok(readme.includes(`Kubernetes ${kubernetes}`) && readme.includes(oldest))
    })

    it('shows what the command line says', async () => {
      const [, path = '', said] = /```\n\$ purser lint (\S+)\n([\s\S]*?)```/.exec(readme) ?? []
      assert.equal((await purser(['lint', path], { [path]: read(path) })).out, said)
    })
  })
})

function markdownIn(folder: string): readonly string[] {
  return readdirSync(fileOf(folder), { recursive: true, encoding: 'utf8' })
    .filter((it) => it.endsWith('.md'))
    .map((it) => `${folder}/${it.replaceAll('\\', '/')}`)
}

/** Brackets and parentheses of code are no links. */
function withoutCode(markdown: string): string {
  return markdown.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, 'code')
}

/** Of headings, as GitHub makes them. */
function anchorsIn(markdown: string): ReadonlySet<string> {
  const headings = [...markdown.matchAll(/^#+ (.+)$/gm)].map((it) => it[1] ?? '')
  return new Set(
    headings.map((it) =>
      it
        .toLowerCase()
        .replace(/[^\w -]/g, '')
        .replaceAll(' ', '-'),
    ),
  )
}

function read(path: string): string {
  return readFileSync(fileOf(path), 'utf8')
}
