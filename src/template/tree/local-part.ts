/** Where values of local state may stand. */
import { localMisplaced } from '../../errors/local.ts'
import type { Part } from '../compile/part.ts'
import { isChangedByUsers } from '../compile/part.ts'
import type { Site } from '../compile/place.ts'
import { excerptOfHole } from '../compile/source.ts'
import { isSafeUrl, type UrlUse } from '../compile/urls.ts'
import { isLocalValue, type LocalValue } from '../local/local-value.ts'
import type { Building } from './building.ts'
import type { PartSite } from './part-site.ts'
import { excerptOf, refuseText } from './refuse-content.ts'
import type { ChildNode, NodeValue } from './tree.ts'

/** A local value as content: the one before when it says the same. */
export function localContent(
  value: LocalValue,
  previous: ChildNode,
  site: Site,
  building: Building,
): ChildNode {
  const problem = typeof value.initial === 'boolean' ? FLAG : isFollowed(building) ? null : UNFOLLOWED
  if (problem !== null) throw localMisplaced({ excerpt: excerptOf(site), ...problem })
  if (site.place.refusesText) throw refuseText('', site)
  return sameLocal(value, previous)
}

/** A local value among what `attrs` is given. */
export function refuseInSpread({ part, strings }: PartSite): Error {
  return localMisplaced({
    excerpt: excerptOfHole(strings, part.index),
    ...BESIDE_SPREAD,
    where: 'among what "attrs" is given',
  })
}

/** A local value in a part of an element. */
export function localPart(
  value: LocalValue,
  { part, strings, building, template, old }: PartSite,
): NodeValue {
  const isRouted = template.routed?.has(part.index) === true
  const problem = isRouted ? BESIDE_SPREAD : isFollowed(building) ? problemOf(value, part) : UNFOLLOWED
  if (problem !== null) throw localMisplaced({ excerpt: excerptOfHole(strings, part.index), ...problem })
  return sameLocal(value, old)
}

interface Problem {
  readonly where: string
  readonly remedy: string
}

function problemOf(value: LocalValue, part: Part): Problem | null {
  switch (part.kind) {
    case 'attribute':
    case 'boolean':
    case 'property':
      if (isOfControl(part)) return OF_CONTROL
      return part.url === null || areAddresses(value, part.url) ? null : ADDRESS
    case 'text':
      return {
        where: `in <${part.tag}>`,
        remedy: 'What a <textarea> holds is typed by its user, and a title is decided on the server.',
      }
    default:
      return ELSEWHERE
  }
}

function areAddresses({ texts }: LocalValue, use: UrlUse): boolean {
  return texts !== null && texts.every((text) => isSafeUrl(text, use))
}

/** What users change themselves: the browser has one value for it, theirs. Custom elements may be controls, too. */
function isOfControl(part: Part): boolean {
  return isChangedByUsers(part) && /^(?:input|textarea|select|option|details|dialog)$|-/.test(part.tag)
}

/** Only what belongs to a page is followed by a script that knows its state. */
function isFollowed({ context }: Building): boolean {
  return context.host !== null
}

const FLAG: Problem = {
  where: 'as content when it is true or false',
  remedy:
    "Say what is to be shown: ${either(menu.open, 'open', 'closed')}. An element is hidden by ?hidden=${not(menu.open)}.",
}

const UNFOLLOWED: Problem = {
  where: 'in a template of an action or of a document, where nothing follows it in the browser',
  remedy: "Start a component there:  page.mount('#target', Menu)",
}

const BESIDE_SPREAD: Problem = {
  where: 'on an element with "attrs"',
  remedy: `What "attrs" is given are values that the server knows. Write the attributes of such an element out:
Wrong:  <p title=\${menu.tab} \${attrs({ lang })}>
Right:  <p title=\${menu.tab} lang=\${lang}>`,
}

const OF_CONTROL: Problem = {
  where: 'where users change the same value themselves',
  remedy: `A control keeps what its user does. Let it tell its value:
Wrong:  <textarea .value=\${menu.draft}></textarea>
Right:  <textarea @input=\${menu.draft.setFromValue()}></textarea>`,
}

const ADDRESS: Problem = {
  where: 'in an address, where it could be one that runs script',
  remedy:
    "Choose between addresses that are written out:  src=${either(menu.dark, '/dark.svg', '/light.svg')}",
}

const ELSEWHERE: Problem = {
  where: 'there',
  remedy:
    'It may be text, or all or a part of an attribute, a ?boolean or a .property. Classes are set with classMap.',
}

function sameLocal(value: LocalValue, old: NodeValue): LocalValue {
  return isLocalValue(old) && old.initial === value.initial && isSame(old.expression, value.expression)
    ? old
    : value
}

function isSame(left: unknown, right: unknown): boolean {
  return left === right || JSON.stringify(left) === JSON.stringify(right)
}
