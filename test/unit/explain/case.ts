/** A manifest, a place in it, and what is to be said of it. */
export interface Case {
  readonly explainer: string
  readonly name: string
  /** The first document is asked about, the others are there to be in view. */
  readonly text: string
  readonly path: readonly (string | number)[]
  /** `undefined` where there is nothing to say. */
  readonly says: string | undefined
  /** Not every file of the workspace could be read. */
  readonly partial?: true
}

/** What it is about, the spec in flow style, the place below the spec with dots (`~` for a dot in a name), what is said; and what else is in view. */
export type Row = readonly [
  name: string,
  spec: string,
  path: string,
  says: string | undefined,
  others?: string,
  partial?: 'partial',
]

/** Cases for one explainer and one kind. The resource is called `web` and lives in the namespace `shop`. */
export function table(explainer: string, apiVersion: string, kind: string, rows: readonly Row[]): readonly Case[] {
  return rows.map(([name, spec, path, says, others, partial]) => ({
    explainer,
    name: `${kind}, ${name}`,
    text: `${manifest(apiVersion, kind, 'web', spec)}${others === undefined ? '' : `---\n${others}`}`,
    path: ['spec', ...steps(path)],
    says,
    ...(partial ? { partial: true } : {}),
  }))
}

export function manifest(apiVersion: string, kind: string, name: string, spec: string, namespace = 'shop'): string {
  const where = namespace === '' ? '' : `, namespace: ${namespace}`
  return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: ${name}${where}}\nspec: ${spec}\n`
}

function steps(path: string): readonly (string | number)[] {
  return path.split('.').map((it) => (/^\d+$/.test(it) ? Number(it) : it.replaceAll('~', '.')))
}
