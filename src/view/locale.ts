/** Languages by their tags (BCP 47): which of those that there are fits best, and how they are written. */

/**
 * The best of the supported languages for what somebody wants, best first; null when none of it fits. Each wish is
 * looked up as RFC 4647 says, by leaving out its last parts one by one: `de-AT` finds `de`. Where that finds nothing, a
 * language that is the same in another region does, if it is written in the same script: `de` finds `de-DE`, and
 * `zh-TW` finds `zh-Hant` but not `zh-Hans`.
 */
export function matchLocale<Locale extends string>(
  wanted: readonly string[],
  supported: readonly Locale[],
): Locale | null {
  for (const wish of wanted.filter(isTag)) {
    const found = lookUp(wish, supported) ?? supported.find((each) => isAkin(wish, each))
    if (found !== undefined) return found
  }
  return null
}

/** The languages of an `Accept-Language`, best first, without those that are not wanted. */
export function acceptedLanguages(header: string): readonly string[] {
  const ranges = header.split(',').flatMap((entry) => {
    const [tag = '', ...parameters] = entry.split(';').map((part) => part.trim())
    const weight = parameters.find((parameter) => /^q=/i.test(parameter))
    const quality = weight === undefined ? 1 : Number(weight.slice(2))
    return isTag(tag) && quality > 0 ? [{ tag, quality }] : []
  })
  // Sorting keeps the order of equals.
  const sorted = ranges.toSorted((one, other) => other.quality - one.quality)
  return sorted.slice(0, MOST_LANGUAGES).map(({ tag }) => tag)
}

/** The direction in which a language is written. */
export function directionOf(locale: string): 'ltr' | 'rtl' {
  const script = maximal(locale)?.script
  return script !== undefined && RIGHT_TO_LEFT.test(script) ? 'rtl' : 'ltr'
}

/** Whether this is the tag of a language. */
export function isLocale(tag: string): boolean {
  return maximal(tag) !== null
}

function isTag(text: string): boolean {
  return text.length <= LONGEST_TAG && TAG.test(text)
}

/** More than anybody speaks. */
const MOST_LANGUAGES = 32
/** https://www.rfc-editor.org/rfc/rfc5646#section-4.4.1 recommends room for 35. */
const LONGEST_TAG = 64
const TAG = /^[a-z]{1,8}(?:-[a-z\d]{1,8})*$/i
/** Scripts of today: https://www.unicode.org/iso15924/ */
const RIGHT_TO_LEFT = /^(?:Adlm|Arab|Aran|Hebr|Mand|Mend|Nkoo|Rohg|Samr|Syrc|Thaa|Yezi)$/

/** https://www.rfc-editor.org/rfc/rfc4647#section-3.4 */
function lookUp<Locale extends string>(wish: string, supported: readonly Locale[]): Locale | undefined {
  for (let range = wish.toLowerCase(); range !== ''; range = range.replace(/(?:-[a-z\d])?-?[a-z\d]*$/, '')) {
    const found = supported.find((each) => each.toLowerCase() === range)
    if (found !== undefined) return found
  }
  return undefined
}

function isAkin(one: string, other: string): boolean {
  const wish = maximal(one)
  const locale = maximal(other)
  return wish !== null && wish.language === locale?.language && wish.script === locale.script
}

/** With the parts that it usually has: `zh-TW` is `zh-Hant-TW`. */
function maximal(tag: string): Intl.Locale | null {
  if (!isTag(tag)) return null
  try {
    return new Intl.Locale(tag).maximize()
  } catch {
    return null
  }
}
