import assert from 'node:assert/strict'
import { openExample, problemsOf, purser, until } from './helpers.ts'

describe('activation', () => {
  it('happens when a YAML file is opened', async () => {
    const { document } = await openExample('shop/api.yaml')
    assert.equal(document.languageId, 'yaml')
    await until(() => purser().isActive)
  })

  it('starts a server that checks the file', async () => {
    const { document } = await openExample('faults/misspelt-field.yaml')
    const problems = await problemsOf(document.uri)
    assert.ok(problems.some((it) => it.message.includes('did you mean `replicas`?')))
  })
})
