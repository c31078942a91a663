/** Which attributes and properties hold addresses, and which addresses would run script. */

/**
 * How an address is held: `address` is one, `image` one that may also be `data:image/…` or empty data. The others are lists:
 * `images` of a `srcset`, `addresses` with spaces between them, `keyframes` of an animation.
 */
export type UrlUse = 'address' | 'image' | 'images' | 'addresses' | 'keyframes'

/** How this attribute or property of this element holds an address; null when it does not. */
export function urlUse(tag: string, attribute: string): UrlUse | null {
  const name = attribute.toLowerCase().replace(/^xlink:/, '')
  const element = tag.toLowerCase()
  for (const [use, tags] of ON_SOME.get(name) ?? NONE) if (tags.includes(element)) return use
  return ANYWHERE.has(name) ? 'address' : null
}

/** All the ways in which attributes of this name hold addresses, on whatever elements. */
export function urlUses(attribute: string): readonly UrlUse[] {
  const name = attribute.toLowerCase().replace(/^xlink:/, '')
  const onSome = (ON_SOME.get(name) ?? NONE).map(([use]) => use)
  return ANYWHERE.has(name) ? ['address', ...onSome] : onSome
}

/** Whether an address is safe to follow or to load: for a list, whether all of it are. */
export function isSafeUrl(address: string, use: UrlUse): boolean {
  switch (use) {
    case 'address':
      return isSafe(address, false)
    case 'image':
      return isSafe(address, true)
    case 'images':
      return address.split(SEPARATORS.images).every((each) => isSafe(each, true))
    case 'addresses':
    case 'keyframes':
      return address.split(SEPARATORS[use]).every((each) => isSafe(each, false))
  }
}

/**
 * Whether the text around holes leaves no doubt about the scheme of any address. A hole that begins one is
 * checked by itself, so what follows it must end the scheme or the address; any other must stand behind a scheme.
 */
export function isSchemeClear(statics: readonly string[], use: UrlUse): boolean {
  const separator = use === 'address' || use === 'image' ? null : SEPARATORS[use]
  // The text of the address so far. A hole that was found to be clear counts as the end of its scheme.
  let address = ''
  return statics.slice(1).every((after, hole) => {
    const text = address + (statics[hole] ?? '')
    address = separator === null ? text : (text.split(separator).at(-1) ?? '')
    const isLast = hole === statics.length - 2
    const isClear =
      address.trim() !== ''
        ? /[/?#:]/.test(address)
        : /^[/?#]/.test(after) ||
          (after === '' && isLast) ||
          (separator !== null && after.search(separator) === 0)
    address += '/'
    return isClear
  })
}

/** Whether an address that is not safe is one with `data:`. */
export function isData(address: string): boolean {
  return /(?:^|[\s,;])data:/i.test(address.replace(IGNORED, ''))
}

/** What stands in place of an address that is not safe. */
export const SAFE_URL = 'about:invalid'

function isSafe(address: string, image: boolean): boolean {
  const first = address.charCodeAt(0)
  // `/…`, `#…` and `?…` have no scheme: the usual case.
  if (first === 47 || first === 35 || first === 63) return true
  const bare = address.replace(IGNORED, '')
  if (!REFUSED.test(bare)) return true
  return image && HARMLESS_DATA.test(bare)
}

const SEPARATORS = { images: /[\s,]+/, addresses: /\s+/, keyframes: /;/ } as const
const REFUSED = /^(?:javascript|vbscript|data):/i
/** `data:,` holds nothing: an icon with it keeps browsers from asking for one. */
const HARMLESS_DATA = /^data:(?:image\/|,$)/i
// What a browser ignores in front of and within a scheme: https://url.spec.whatwg.org/#url-parsing
const IGNORED = /^[\0-\x20]+|[\t\n\r]/g

const ANYWHERE: ReadonlySet<string> = new Set(['href', 'src', 'action', 'formaction', 'poster', 'background'])
const ANIMATIONS = ['set', 'animate', 'animatetransform', 'animatemotion', 'animatecolor']
/** By attribute: how elements hold addresses in it that others do not, or hold otherwise. */
const ON_SOME: ReadonlyMap<string, readonly (readonly [UrlUse, readonly string[]])[]> = new Map([
  ['src', [['image', ['img', 'source', 'input', 'image']]]],
  // A link to `data:image/…` can only be an icon: a style sheet has another type.
  ['href', [['image', ['link', 'image', 'feimage']]]],
  ['srcset', [['images', ['img', 'source']]]],
  ['imagesrcset', [['images', ['link']]]],
  ['data', [['address', ['object']]]],
  ['cite', [['address', ['blockquote', 'q', 'ins', 'del']]]],
  ['longdesc', [['address', ['img', 'iframe', 'frame']]]],
  ['ping', [['addresses', ['a', 'area']]]],
  ['manifest', [['address', ['html']]]],
  ['codebase', [['address', ['object', 'applet']]]],
  // An animation can set the address of a link.
  ['to', [['address', ANIMATIONS]]],
  ['from', [['address', ANIMATIONS]]],
  ['by', [['address', ANIMATIONS]]],
  ['values', [['keyframes', ANIMATIONS]]],
])
const NONE: readonly (readonly [UrlUse, readonly string[]])[] = []
