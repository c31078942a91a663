/**
 * What one component has made, and another one shows: it stays that of the first. Its handlers are called on that, also those of rows
 * and guarded content that are made while they are shown.
 */
import { currentMaker, makingFor } from '../html.ts'
import type { GuardValue, RepeatValue, TemplateContent } from '../template-value.ts'
import type { InstanceNode } from './tree.ts'

interface Made {
  readonly maker: object | null
}

export function isSlot<Type extends Made>(made: Type): made is Type & { readonly maker: object } {
  return made.maker !== null && made.maker !== currentMaker()
}

export function slotOf(maker: object, build: () => InstanceNode): InstanceNode {
  const node = makingFor(maker, build)
  return node.maker === maker ? node : { ...node, maker }
}

export function ofItsMaker(rows: RepeatValue): RepeatValue {
  if (!isSlot(rows)) return rows
  const { maker, template } = rows
  return { ...rows, template: (item, index) => makingFor(maker, () => template(item, index)) }
}

export function valueOf(guarded: GuardValue): TemplateContent {
  return isSlot(guarded) ? makingFor(guarded.maker, guarded.value) : guarded.value()
}
