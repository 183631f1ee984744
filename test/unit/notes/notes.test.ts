import assert from 'node:assert/strict'
import { hover } from '../../../server/src/features/hover.ts'
import { withTeamNotes } from '../../../server/src/model/team-notes.ts'
import { type Note, noteOf, summaryOf } from '../../../server/src/notes/note.ts'
import { createNotes, noteFor, notesFor } from '../../../server/src/notes/notes.ts'
import { packNotes, unpackNotes } from '../../../server/src/notes/packed.ts'
import { readNote } from '../../../server/src/notes/read-note.ts'
import { type Place, parseSurface, surfacesOf, surfaceText } from '../../../server/src/notes/surface.ts'
import { catalogue, notes, uriOf, workspaceOf } from '../../workspace.ts'

describe('surfaces', () => {
  const right = [
    'kind Service',
    'kind Gateway (networking.istio.io)',
    'apiVersion',
    'Container.image',
    'Service.spec.clusterIP=None',
    'PolicyRule.verbs=*',
    'Deployment.spec.strategy.rollingUpdate.maxSurge=25%',
    'metadata.labels["app.kubernetes.io/name"]',
    'Container.resources.limits["cpu"]',
    'JSONSchemaProps.$ref',
  ]
  for (const text of right)
    it(text, () => {
      const surface = parseSurface(text)
      assert.equal(surface && surfaceText(surface), text)
    })
  for (const text of ['', 'service', 'kind service', 'Service', 'Service.', 'a b.c', 'Service.spec.[x]', 'kind A (B)'])
    it(`not ${JSON.stringify(text)}`, () => assert.equal(parseSurface(text), undefined))

  it('an empty value has two spellings and one meaning', () => {
    const [one, other] = ['PolicyRule.apiGroups=', 'PolicyRule.apiGroups=""'].map(parseSurface)
    assert.ok(one && other)
    assert.equal(surfaceText(one), surfaceText(other))
  })
})

describe('createNotes', () => {
  it('adds the links back, and leaves out those that lead nowhere', () => {
    const { byId } = createNotes([note('a', { see: ['b', 'nobody', 'a'] }), note('b', { see: ['c'] }), note('c')])
    assert.deepEqual(
      ['a', 'b', 'c'].map((it) => byId.get(it)?.see),
      [['b'], ['c', 'a'], ['b']],
    )
  })

  it('reads nothing before the first question, and a body when it is shown', () => {
    const read: string[] = []
    const bodyRead = (id: string, body: string) => {
      read.push(`body of ${id}`)
      return body
    }
    const lazy = createNotes(() => {
      read.push('heads')
      return [noteOf(note('a'), () => bodyRead('a', 'A.')), noteOf(note('b'), () => bodyRead('b', 'B.'))]
    })
    assert.deepEqual(read, [])
    const found = lazy.byId.get('a')
    assert.ok(found && lazy.bySurface && lazy.byAlias)
    assert.deepEqual(read, ['heads'])
    assert.equal(summaryOf(found), 'A.')
    assert.deepEqual(read, ['heads', 'body of a'])
  })

  it('of several notes for a place, the one that is called like it comes first, then the one with the fewest places', () => {
    const surfaces = ['kind Node']
    const { bySurface } = createNotes([
      note('worker', { surfaces }),
      note('node', { surfaces: [...surfaces, 'PodSpec.nodeName', 'PodSpec.nodeSelector'] }),
      note('machines', { surfaces: [...surfaces, 'PodSpec.nodeName'] }),
    ])
    assert.deepEqual(
      bySurface.get('kind Node')?.map((it) => it.id),
      ['node', 'worker', 'machines'],
    )
  })

  it('survives being packed', () => {
    const packed = packNotes(notes.all)
    const again = createNotes(() => unpackNotes(() => packed))
    for (const it of notes.all) assert.deepEqual({ ...again.byId.get(it.id) }, { ...it })
    assert.equal(packed.split('\n').length, notes.all.length + 2)
  })
})

describe('the most specific note', () => {
  const types = [
    { name: 'Container', path: ['image'] },
    { name: 'PodSpec', path: ['containers', 'image'] },
  ]
  const place: Place = { kind: 'Pod', group: '', path: ['spec', 'containers', 'image'], types, value: 'nginx' }
  const order = ['Pod.spec.containers.image=nginx', 'Container.image=nginx', 'PodSpec.containers.image=nginx']
  it('is that of the kind before that of the nearest type', () => {
    assert.deepEqual(surfacesOf(place), order)
    const all = createNotes(order.map((it, i) => note(`n${i}`, { surfaces: [it] })))
    assert.equal(noteFor(all, place)?.id, 'n0')
    const rest = createNotes(order.slice(1).map((it, i) => note(`n${i + 1}`, { surfaces: [it] })))
    assert.equal(noteFor(rest, place)?.id, 'n1')
  })

  it('is found with as few look-ups as the place has names', () => {
    let lookups = 0
    const bySurface = new Map<string, readonly Note[]>()
    const get = bySurface.get.bind(bySurface)
    bySurface.get = (key) => {
      lookups++
      return get(key)
    }
    notesFor({ ...notes, bySurface }, place)
    assert.equal(lookups, order.length)
  })
})

describe('reading a note', () => {
  const faults: readonly (readonly [front: string, line: number, message: RegExp])[] = [
    ['title: A\narea: networking\naliass: [x]', 4, /`aliass` is nothing that a note has; did you mean `aliases`\?/],
    ['title: A\narea: netwrking', 3, /no area `netwrking`; did you mean `networking`\?/],
    ['area: networking', 1, /a note needs `title`/],
    ['title: [A]\narea: networking', 2, /`title` is a line of text/],
    ['title: A\narea: networking\nsurfaces: Service', 4, /`surfaces` is a list/],
    ['title: A\narea: networking\nsurfaces: [Service.spec.type, service]', 4, /`service` names no place/],
    ['title: A\narea: networking\nsee:\n  - b\n  - Not An Id', 6, /`Not An Id` is no id/],
    ['title: A\narea: networking\nsources: [http://x]', 4, /is no https address/],
    ['title: "A](command:x)"\narea: networking', 2, /the title has plain words only/],
    ['title: A\narea: networking\naliases: [*a]', 4, /alias/],
    ['title: &a A\narea: networking', 2, /`title` is a line of text/],
    ['title: !!str A\narea: networking', 2, /`title` is a line of text/],
    ['x: &x {title: A}\n<<: *x\narea: networking', 2, /it has no `<<`/],
    ['title: A\narea: networking\nsee: [', 4, /./],
  ]
  for (const [front, line, message] of faults)
    it(JSON.stringify(front), () => {
      const text = `---\n${front}\n---\nBody.\n`
      const found = readNote('a', text).problems.map(
        (it) => `${text.slice(0, it.from).split('\n').length} ${it.message}`,
      )
      assert.ok(
        found.some((it) => it.startsWith(`${line === 1 ? 2 : line} `) && message.test(it)),
        found.join('\n'),
      )
    })

  for (const text of [
    '',
    '---',
    '---\n',
    '---\ntitle: a\n',
    'a',
    '---\n---\n',
    '---\n- a\n---\nb',
    `---\n${'['.repeat(5000)}\n---\nb`,
  ])
    it(`of ${JSON.stringify(text.slice(0, 20))} says what is wrong`, () => {
      const { note: none, problems } = readNote('a', text)
      assert.equal(none, undefined)
      assert.ok(problems.length > 0 && problems.every((it) => it.from >= 0 && it.to > it.from))
    })

  it('is not harmed by aliases that blow up', () => {
    const rows = Array.from({ length: 30 }, (_, i) => `a${i}: &a${i} [${`*a${i - 1},`.repeat(9)}]`)
    const { problems } = readNote('a', `---\na0: &a0 [x]\n${rows.slice(1).join('\n')}\naliases: *a29\n---\nBody.\n`)
    assert.ok(problems.length > 0 && problems.length < 200)
  })
})

describe('notes of a team', () => {
  const file = (path: string, front: string, body = 'Ours.') => ({ path, text: `---\n${front}\n---\n${body}\n` })

  it('add to ours and stand in their place; links go both ways between them', () => {
    const team = withTeamNotes(catalogue, notes, [
      file('.purser/notes/paging.md', 'title: Paging\nsee: [headless-service]'),
      file('.purser/notes/service.md', 'title: Our Services\nsurfaces: [kind Service]'),
    ])
    assert.deepEqual([...team.problems.values()].flat(), [])
    assert.equal(team.notes.byId.get('service')?.title, 'Our Services')
    assert.ok(team.notes.byId.get('headless-service')?.see.includes('paging'))
    assert.equal(team.notes.bySurface.get('kind Service')?.[0]?.id, 'service')
    assert.equal(team.notes.all.length, notes.all.length + 1)
  })

  it('of one id: the first counts, and the other says so', () => {
    const { notes: all, problems } = withTeamNotes(catalogue, notes, [
      file('a/.purser/notes/x.md', 'title: First'),
      file('b/.purser/notes/x.md', 'title: Second'),
    ])
    assert.equal(all.byId.get('x')?.title, 'First')
    assert.deepEqual(
      [...problems].map(([path, found]) => [path, found.map((it) => it.message)]),
      [
        ['a/.purser/notes/x.md', []],
        ['b/.purser/notes/x.md', ['the id `x` is taken by a/.purser/notes/x.md, which counts']],
      ],
    )
  })

  it('are short in hovers, whatever they hold', () => {
    const body = `${'Long `code` words. '.repeat(400)}\n\n**Pitfall:** \`\`\`\n${'x '.repeat(2000)}`
    const { notes: all } = withTeamNotes(catalogue, notes, [
      file('x.md', 'title: X\nsurfaces: [Deployment.spec.paused]', body),
    ])
    const text = 'apiVersion: apps/v1\nkind: Deployment\nspec:\n  paused: true\n'
    const workspace = { ...workspaceOf({ 'a.yaml': text }), notes: all }
    const found = hover(workspace, uriOf('a.yaml'), text.indexOf('paused'), {
      link: (id) => `note:${id}`,
      complement: true,
      minor: 36,
    })
    assert.ok(found)
    assert.ok(found.markdown.length < 1700, found.markdown)
    assert.match(found.markdown, /words\. …\n/)
    assert.equal((found.markdown.replace(/\\./g, '').match(/`/g) ?? []).length % 2, 0)
  })
})

function note(id: string, more: Partial<Note> = {}): Note {
  return { id, title: id, area: 'networking', surfaces: [], aliases: [], see: [], sources: [], body: 'It.', ...more }
}
