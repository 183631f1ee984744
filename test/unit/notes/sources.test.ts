import assert from 'node:assert/strict'
import { missingTerms, termsOf } from '../../../scripts/notes-coverage.ts'
import { overlaps } from '../../../scripts/notes-overlap.ts'

const source = (text: string) => [{ name: 'source.txt', text }]
const note = (body: string) => [
  { name: 'a.md', text: `---\ntitle: One two three four five six seven eight\n---\n${body}\n` },
]

describe('notes compared with the texts behind them', () => {
  it('share no run of eight words', () => {
    const text = 'A pod is the smallest unit that one can deploy, they say.'
    assert.deepEqual(overlaps(note('The pod is the smallest unit that one can run.'), source(text)), [
      { note: 'a.md', source: 'source.txt', words: 'pod is the smallest unit that one can' },
    ])
    assert.deepEqual(overlaps(note('The smallest unit that one can deploy is a pod.'), source(text)), [])
    // However it is wrapped and marked; a longer run is told once; titles may be the same.
    assert.equal(overlaps(note('**a pod** is\nthe `smallest` unit that one can deploy'), source(text)).length, 1)
    assert.deepEqual(overlaps(note('Else.'), source('one two three four five six seven eight')), [])
  })

  const terms: readonly (readonly [line: string, terms: readonly string[]])[] = [
    ['The kubelet speaks to CRI-O and containerd by gRPC.', ['CRI-O', 'gRPC']],
    ['Only then Istio puts an Envoy beside it.', ['Istio', 'Envoy']],
    ['- Sidecar pattern: one more container', ['Sidecar', 'pattern']],
    ['3 - Headless Services: no address', ['Headless', 'Services']],
    ['It runs kube-proxy, see https://example.com/Page.', ['kube-proxy']],
    ['- this one is a long item whose head has too many words for terms', []],
    ['nothing of note here', []],
  ]
  for (const [line, expected] of terms)
    it(`the terms of ${JSON.stringify(line)}`, () => {
      assert.deepEqual([...new Set(termsOf(line))].sort(), [...expected].sort())
    })

  it('cover every term, in some form and with small typing errors forgiven', () => {
    const notes = note('A headless Service has no address. CRI-O is a runtime; Citadel became istiod. kube-proxy.')
    assert.deepEqual(missingTerms(notes, source('- Headless Services\n- Citadell\n\nIt is CRIO and kubeproxy.')), [])
    assert.deepEqual(missingTerms(notes, source('fine\n- Headless Mixer')), [
      { source: 'source.txt', line: 2, terms: ['Mixer'] },
    ])
  })
})
