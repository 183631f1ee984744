import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { commands } from '../../client/src/commands/table.ts'
import { walkthrough } from '../../client/walkthrough/walkthrough.ts'
import { contributions, fileOf, inJson, writeContributions } from '../../scripts/contributions.ts'

describe('contributions', () => {
  if (process.env.UPDATE) before(writeContributions)

  const made = contributions()
  const read = (name: string) => readFileSync(fileOf(name), 'utf8')
  const manifest = () => JSON.parse(read('package.json')) as Record<string, unknown>

  for (const section of ['contributes', 'capabilities', 'activationEvents'] as const) {
    it(`package.json has the ${section} of the code (else: npx tsx scripts/contributions.ts)`, () => {
      assert.deepEqual(manifest()[section], JSON.parse(inJson(made.manifest[section])))
    })
  }

  it('package.nls.json has every text of the code', () => {
    assert.deepEqual(JSON.parse(read('package.nls.json')), made.texts)
  })

  it('every text that package.json names exists, and none is left over', () => {
    const named = [...read('package.json').matchAll(/"%([^%"]+)%"/g)].map((it) => it[1])
    assert.deepEqual(named.sort(), Object.keys(made.texts).sort())
    assert.ok(Object.values(made.texts).every((it) => it.trim() !== ''))
  })

  it('docs/settings.md has every setting', () => {
    assert.equal(read('docs/settings.md'), made.settingsPage)
  })

  it('every step of the walkthrough has its page, every page its step', () => {
    const pages = readdirSync(fileOf('client/walkthrough')).filter((it) => it.endsWith('.md'))
    assert.deepEqual(pages.sort(), walkthrough.steps.map((it) => `${it.id}.md`).sort())
  })

  it('every command of ours that a text links to exists', () => {
    const ids = new Set<string>(commands.map((it) => it.id))
    const linked = Object.values(made.texts).flatMap((it) =>
      [...it.matchAll(/\(command:(purser\.\w+)/g)].map(([, id]) => id),
    )
    assert.ok(linked.length >= 5)
    assert.deepEqual(
      linked.filter((it) => !ids.has(it ?? '')),
      [],
    )
  })

  it('the files that package.json names and that are not built exist', () => {
    assert.ok(existsSync(fileOf(String(manifest().icon))))
    assert.ok(existsSync(fileOf('client/walkthrough/example.yaml')))
  })

  it('no language, grammar or schema is contributed: YAML belongs to others', () => {
    const contributed = Object.keys(manifest().contributes as object)
    assert.deepEqual(contributed.sort(), ['commands', 'configuration', 'menus', 'views', 'walkthroughs'])
    assert.equal(manifest().extensionDependencies, undefined)
  })
})
