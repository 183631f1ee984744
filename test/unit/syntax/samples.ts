export const SAMPLES: readonly string[] = [
  `# what it is
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web   # here too
  labels: {app: web, "tier": 'front', list: [a, b]}
spec:
  template:
    spec:
      containers:
      - name: web
        image: nginx:1.25
        args: ["--port", 80,
          --verbose]
        env:
          - name: A
            value: "x: \\"y\\"
              # z"
          - {name: B, value: 'it''s'}
      - name: side
        command:
          - sh
          - -c
          - |
            set -e
            if [ -n "$A" ]; then

              echo: "#"
            fi
`,
  'base: &base\n  a: b\n  c: >-\n    folded\n    text\n\n    more\nother:\n  <<: *base\n  d: [*base, &e f]\n  ? g\n  : - h\n    - i\n',
  '{\n  "kind": "List",\n  "items": [\n    {"a": 1, "b": null},\n    {"c": [true, "x\\n"]}\n  ]\n}\n',
  '---\r\na:\r\n- b: c\r\n  d: e f\r\n    g\r\n- !!str h\r\n...\r\n',
]
export const BITS = [
  '"',
  "'",
  ':',
  ': ',
  ' ',
  '  ',
  '\n',
  '- ',
  '-',
  '#',
  ' #',
  '[',
  ']',
  '{',
  '}',
  ',',
  '|',
  '>',
  '&a',
  '*a',
]
export const MORE = [
  '!t ',
  '? ',
  '\t',
  '%',
  '@',
  '\\',
  'x',
  '\r\n',
  '\r',
  '\n\n',
  '\n  ',
  '~',
  '{{',
  '}}',
  '<<<<<<< a\n',
  '...\n',
  '\0',
]
