/** Which names of attributes and properties set the same. */

/**
 * What a name sets, so that names which set the same are equal: `?hidden` is the attribute `hidden`, in whatever case,
 * and so is `.hidden`. The properties of custom elements are their own.
 */
export function targetOf(tag: string, written: string): string {
  const name = written.toLowerCase()
  if (name.startsWith('?')) return name.slice(1)
  if (!name.startsWith('.')) return name
  if (tag.includes('-')) return written
  const property = name.slice(1)
  return NAMES.get(property) ?? property
}

/** Properties whose attributes have other names. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['classname', 'class'],
  ['htmlfor', 'for'],
])
