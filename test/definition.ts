/** A CustomResourceDefinition of about so many lines, as generators write them: deep, and full of prose. */
export function definition(lines: number): string {
  const out = [
    'apiVersion: apiextensions.k8s.io/v1',
    'kind: CustomResourceDefinition',
    'metadata:',
    '  name: things.example.org',
    'spec:',
    '  group: example.org',
    '  names: {kind: Thing, plural: things}',
    '  scope: Namespaced',
    '  versions:',
    '  - name: v1',
    '    schema:',
    '      openAPIV3Schema:',
    '        type: object',
    '        properties:',
    '          spec:',
    '            type: object',
    '            properties:',
  ]
  for (let i = 0; out.length < lines - 2; i++) {
    out.push(`              section${i}:`, '                type: object', '                properties:')
    for (let j = 0; j < 7; j++)
      out.push(
        `                  property${j}:`,
        `                    description: Property ${j} of 7`,
        '                      says what it means in some more words than one line can hold',
        '                    type: string',
        '                    enum: ["one", "two"]',
      )
    out.push('                required:', '                - property0')
  }
  return `${[...out, '    served: true', '    storage: true'].join('\n')}\n`
}
