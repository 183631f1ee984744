/** `web.yaml`, else `web-2.yaml`, `web-3.yaml` … */
export function freeName(name: string, isTaken: (name: string) => boolean): string {
  if (!isTaken(name)) return name
  const dot = name.lastIndexOf('.')
  const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, '']
  for (let number = 2; ; number += 1) {
    const candidate = `${stem}-${number}${ending}`
    if (!isTaken(candidate)) return candidate
  }
}
