import assert from 'node:assert/strict'
import { chooseMode } from '../../../client/src/coexistence.ts'
import { countsInWords, sentence } from '../../../client/src/commands/counts.ts'
import { freeName } from '../../../client/src/commands/free-name.ts'
import { decidingLine, foldersAbove } from '../../../client/src/commands/version-source.ts'
import { restartBudget } from '../../../client/src/restarts.ts'

describe('mode beside other extensions', () => {
  const redHat = (it: string) => it === 'redhat.vscode-yaml'
  const none = () => false

  it('follows what is installed, until somebody decides', () => {
    assert.equal(chooseMode('auto', redHat), 'complement')
    assert.equal(chooseMode('auto', none), 'full')
    assert.equal(chooseMode(undefined, redHat), 'complement')
    assert.equal(chooseMode('full', redHat), 'full')
    assert.equal(chooseMode('complement', none), 'complement')
    assert.equal(chooseMode('nonsense', none), 'full')
  })
})

describe('restarts of the server', () => {
  it('end when it dies too often in too short a time', () => {
    let now = 0
    const mayRestart = restartBudget(2, 1000, () => now)
    assert.deepEqual([mayRestart(), mayRestart(), mayRestart()], [true, true, false])
    now = 1001
    assert.equal(mayRestart(), true, 'the old deaths are forgotten')
  })

  it('never end when it dies seldom', () => {
    let now = 0
    const mayRestart = restartBudget(1, 1000, () => now)
    for (let i = 0; i < 10; i += 1) {
      now += 1500
      assert.equal(mayRestart(), true)
    }
  })
})

describe('counts in words', () => {
  const cases = [
    [0, 0, 0, 'no problems'],
    [1, 1, 0, '1 problem (1 error)'],
    [5, 1, 2, '5 problems (1 error, 2 warnings)'],
    [3, 0, 0, '3 problems'],
  ] as const
  for (const [problems, errors, warnings, words] of cases) {
    it(words, () => assert.equal(countsInWords({ problems, errors, warnings }), words))
  }

  it('make a sentence', () => assert.equal(sentence('no problems in a.yaml'), 'No problems in a.yaml.'))
})

describe('names of new files', () => {
  it('are free', () => {
    const taken =
      (...names: string[]) =>
      (it: string) =>
        names.includes(it)
    assert.equal(freeName('web.yaml', taken()), 'web.yaml')
    assert.equal(freeName('web.yaml', taken('web.yaml', 'web-2.yaml')), 'web-3.yaml')
    assert.equal(freeName('.purser', taken('.purser')), '.purser-2')
  })
})

describe('who decides the version', () => {
  it('finds the line of the configuration', () => {
    assert.deepEqual(decidingLine('profile: all\r\nkubernetes-version: "1.33" # soon 1.34\r\n'), {
      line: 1,
      version: '1.33',
    })
    assert.deepEqual(decidingLine('kubernetes-version: 1.31'), { line: 0, version: '1.31' })
    assert.equal(decidingLine('# kubernetes-version: 1.31\nrules: {}\n'), undefined)
    assert.equal(decidingLine('kubernetes-version:\n'), undefined)
    assert.equal(decidingLine('kubernetes-version: # later\n'), undefined)
  })

  it('looks from the file up to the root, and no further', () => {
    assert.deepEqual(foldersAbove('/w/a/b/x.yaml', '/w'), ['/w/a/b', '/w/a', '/w'])
    assert.deepEqual(foldersAbove('/w/x.yaml', '/w/'), ['/w'])
    assert.deepEqual(foldersAbove('/w', '/w'), ['/w'])
    assert.deepEqual(foldersAbove('/elsewhere/x.yaml', '/w'), [])
    assert.deepEqual(foldersAbove('/wide/x.yaml', '/w'), [])
    assert.deepEqual(foldersAbove('/x.yaml', '/'), [''])
  })
})
