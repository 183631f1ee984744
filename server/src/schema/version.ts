/** The minor of `1.36`, `v1.36` or `1.36.3`: 36. `undefined` for anything else. */
export function minorOf(version: string | undefined): number | undefined {
  const minor = /^v?1\.(\d{1,3})(?:\.\d+)?$/.exec(version?.trim() ?? '')?.[1]
  return minor === undefined ? undefined : Number(minor)
}

export function versionOf(minor: number): string {
  return `1.${minor}`
}
