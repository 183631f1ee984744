import assert from 'node:assert/strict'
import { missingSeparators } from '../../server/src/features/missing-separator.ts'
import { parseFile } from '../../server/src/syntax/file.ts'
import { applyEdits } from '../../server/src/text/edit.ts'

describe('objects without a line between them', () => {
  it('are set apart above the comments of the second one', () => {
    const text =
      'apiVersion: v1\nkind: ConfigMap\ndata: {}\n\n# The program.\n# It serves.\napiVersion: v1\nkind: Pod\n'
    assert.equal(separated(text), text.replace('# The program', '---\n# The program'))
  })

  it('are set apart each, with the line ends of the file', () => {
    const text =
      'apiVersion: v1\r\nkind: ConfigMap\r\nkind: Pod\r\napiVersion: v1\r\nkind: Secret\r\napiVersion: v1\r\n'
    assert.equal(
      separated(text),
      'apiVersion: v1\r\nkind: ConfigMap\r\n---\r\nkind: Pod\r\napiVersion: v1\r\n---\r\nkind: Secret\r\napiVersion: v1\r\n',
    )
  })

  it('are none where a key is only written twice, nor in JSON', () => {
    for (const text of [
      'apiVersion: v1\nkind: ConfigMap\nkind: Secret\n',
      'apiVersion: v1\nkind: ConfigMap\ndata: {}\ndata: {}\n',
      '{"apiVersion": "v1", "kind": "Pod", "apiVersion": "v1", "kind": "Secret"}',
      'apiVersion: v1\nkind: ConfigMap\ndata:\n  apiVersion: v1\n  kind: Pod\n',
    ])
      assert.equal(separated(text), text)
  })
})

function separated(text: string): string {
  const { document } = parseFile(text).parts[0] ?? assert.fail()
  return applyEdits(
    text,
    missingSeparators(document).flatMap((it) => it.fixes?.()[0]?.edits ?? []),
  )
}
