import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { fileOf } from '../../scripts/contributions.ts'
import { docs, EXAMPLE, stalePages, writeDocs } from '../../scripts/docs.ts'
import { codes } from '../../server/src/rules/codes.ts'
import { rules } from '../../server/src/rules/index.ts'
import { catalogue, notes } from '../workspace.ts'
import { purser } from './cli/memory-io.ts'

describe('docs', () => {
  if (process.env.UPDATE) before(writeDocs)

  const pages = docs()

  // One test for the notes: there are hundreds.
  it('every note has its page, and that is the one of the note (else: npx tsx scripts/docs.ts)', () => {
    const ofNotes = [...pages].filter(([path]) => path.startsWith('docs/notes/'))
    assert.equal(ofNotes.length, notes.all.length + 1)
    const stale = ofNotes.filter(([path, text]) => !existsSync(fileOf(path)) || read(path) !== text)
    assert.deepEqual(
      stale.map(([path]) => path),
      [],
    )
  })

  it('links between notes go both ways, and each is in the index', () => {
    const index = pages.get('docs/notes/README.md') ?? ''
    const linked = new Map(
      notes.all.map(({ id }) => {
        const page = pages.get(`docs/notes/${id}.md`) ?? ''
        const see = /^## See also\n\n([\s\S]*?)\n(?:\n|$)/m.exec(page)?.[1] ?? ''
        return [id, [...see.matchAll(/\]\(([\w-]+)\.md\)/g)].map((it) => it[1] ?? '')]
      }),
    )
    for (const [id, others] of linked) {
      assert.ok(index.includes(`](${id}.md)`), id)
      for (const other of others) assert.ok(linked.get(other)?.includes(id), `${other} does not link back to ${id}`)
    }
    assert.ok([...linked.values()].flat().length > notes.all.length)
  })

  for (const [path, text] of [...pages].filter(([it]) => !it.startsWith('docs/notes/'))) {
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

  for (const path of texts.filter((it) => !it.startsWith('docs/notes/'))) {
    it(`${path} links to what exists`, () => assert.deepEqual(lostLinks(path), []))
  }

  it('the pages of notes link to what exists', () => {
    const lost = texts.filter((it) => it.startsWith('docs/notes/')).flatMap(lostLinks)
    assert.deepEqual(lost, [])
  })

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

function lostLinks(path: string): readonly string[] {
  const links = [...withoutCode(read(path)).matchAll(/\]\(([^)\s]+)\)/g)].map((it) => it[1] ?? '')
  const lost = links.filter((it) => {
    const [file = '', anchor] = it.split('#')
    if (/^https:/.test(it)) return false
    const target = file === '' ? path : posix.join(posix.dirname(path), file)
    return !existsSync(fileOf(target)) || (anchor !== undefined && !anchorsOf(target).has(anchor))
  })
  return lost.map((it) => `${path}: ${it}`)
}

/** The index of the notes is asked for by each of them. */
function anchorsOf(path: string): ReadonlySet<string> {
  const known = anchors.get(path) ?? anchorsIn(read(path))
  anchors.set(path, known)
  return known
}

const anchors = new Map<string, ReadonlySet<string>>()

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
