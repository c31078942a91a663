/**
 * A case of the fuzzers as plain data, so that it can be printed and made smaller: templates, and the values
 * that stand in their holes in one state after the other.
 */

/** The first template is the page. */
export interface PageCase {
  readonly templates: readonly TemplateSpec[]
  readonly states: readonly InstanceSpec[]
  /** Whether the browser starts from HTML or from values. */
  readonly hydrates: boolean
}

export type TemplateSpec = readonly Item[]

export type Item =
  | { readonly text: string }
  | { readonly hole: string }
  | { readonly comment: string }
  | {
      readonly tag: string
      readonly attributes: readonly Attribute[]
      readonly children: TemplateSpec
      /** No end tag: none at all, or one that HTML allows to leave out. */
      readonly open?: true
    }

/** An attribute whose value is made of texts and holes; without a name a hole among the attributes. */
export interface Attribute {
  readonly name: string
  readonly value: readonly (string | { readonly hole: string })[]
}

/** What stands in a hole. Holes without a value hold null. */
export type Value =
  | null
  /** Other ways to say that there is nothing. */
  | { readonly absent: 'undefined' | 'nothing' }
  | string
  | number
  | boolean
  | InstanceSpec
  | { readonly array: readonly Value[] }
  | { readonly repeat: readonly RowSpec[]; readonly retain: Retain }
  | { readonly raw: string }
  | { readonly keyed: number; readonly value: Value }
  | { readonly guarded: Value }
  | { readonly styles: Readonly<Record<string, string>> }
  | { readonly attrs: Readonly<Record<string, string | boolean | null>> }
  | { readonly json: unknown }
  | { readonly handler: string }
  | { readonly foreign: true }

/** What the server keeps of rows. */
export type Retain = 'tree' | 'identity' | 'hash'

export interface InstanceSpec {
  readonly template: number
  readonly values: Readonly<Record<string, Value>>
}

export interface RowSpec {
  readonly key: number
  readonly row: InstanceSpec
}
