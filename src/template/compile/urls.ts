/**
 * Where an address in an attribute could run script, and which addresses would. One table for holes,
 * properties, spreads and static markup.
 */

/** How an attribute holds an address: `image` also takes `data:image/…`. */
export type UrlUse = 'address' | 'image'

/** How this attribute or property of this element holds an address; null when it does not. */
export function urlUse(tag: string, attribute: string): UrlUse | null {
  const name = attribute.toLowerCase().replace(/^xlink:/, '')
  // A link to `data:image/…` can only be an icon: a style sheet has another type.
  if ((name === 'src' && IMAGES.has(tag)) || (name === 'href' && tag === 'link')) return 'image'
  if (ANYWHERE.has(name)) return 'address'
  return ONLY_ON[name]?.includes(tag) ? 'address' : null
}

/** Whether an address is safe to follow or to load. */
export function isSafeUrl(address: string, use: UrlUse): boolean {
  const first = address.charCodeAt(0)
  // `/…`, `#…` and `?…` have no scheme: the usual case.
  if (first === 47 || first === 35 || first === 63) return true
  const bare = address.replace(IGNORED, '')
  if (!REFUSED.test(bare)) return true
  return use === 'image' && /^data:image\//i.test(bare)
}

/** What stands in place of an address that is not safe. */
export const SAFE_URL = 'about:invalid'

const IMAGES: ReadonlySet<string> = new Set(['img', 'source', 'input', 'image'])
const ANYWHERE: ReadonlySet<string> = new Set(['href', 'src', 'action', 'formaction', 'poster', 'background'])
const ONLY_ON: Readonly<Record<string, readonly string[]>> = {
  data: ['object'],
  cite: ['blockquote', 'q', 'ins', 'del'],
  ping: ['a', 'area'],
  manifest: ['html'],
  codebase: ['object', 'applet'],
  // An animation can set the address of a link.
  to: ['set', 'animate'],
  from: ['animate'],
  by: ['animate'],
  values: ['animate'],
}
const REFUSED = /^(?:javascript|vbscript|data):/i
// What a browser ignores in front of and within a scheme: https://url.spec.whatwg.org/#url-parsing
const IGNORED = /^[\0-\x20]+|[\t\n\r]/g
