/** What the types know of messages: their keys, and what each is told, read out of its text. */

/** Texts by their keys, in groups of any depth. */
export interface MessageTree {
  readonly [key: string]: string | MessageTree
}

/** Texts in several languages, by the tags of the languages. */
export interface MessageCatalog {
  readonly [locale: string]: MessageTree
}

/** What every language must have: all keys that any has. */
export type CompleteTree<Trees> = {
  readonly [Key in KeysOf<Trees>]: ValueAt<Trees, Key> extends string
    ? string
    : CompleteTree<Exclude<ValueAt<Trees, Key>, string>>
}

/** The keys of all messages: `cart.items` for one in a group. */
export type MessageKey<Trees> = Trees extends unknown
  ? {
      [Key in keyof Trees & string]: Trees[Key] extends string ? Key : `${Key}.${MessageKey<Trees[Key]>}`
    }[keyof Trees & string]
  : never

/** What follows the key: nothing where the text of no language names anything. */
export type MessageArguments<Trees, Key extends string> = ArgumentsOf<Extract<TextAt<Trees, Key>, string>>

/** A text that is not known as a literal, from a file for example, may be told anything. */
type ArgumentsOf<Text extends string> = string extends Text
  ? [values?: Readonly<Record<string, MessageValue>>]
  : [Named<Text>] extends [never]
    ? []
    : [values: ValuesOf<Named<Text>>]

type ValuesOf<Pairs> = { readonly [Name in NamesOf<Pairs>]: ValueOf<KindsOf<Pairs, Name>> }

type NamesOf<Pairs> = Pairs extends readonly [infer Name extends string, unknown] ? Name : never

type KindsOf<Pairs, Name> = Pairs extends readonly [Name, infer Kind] ? Kind : never

export type MessageValue = string | number | bigint | Date

type KeysOf<Trees> = Trees extends unknown ? keyof Trees & string : never

type ValueAt<Trees, Key extends string> = Trees extends { readonly [Name in Key]: infer Value }
  ? Value
  : never

type TextAt<Trees, Key extends string> = Trees extends unknown
  ? Key extends keyof Trees
    ? Trees[Key] & string
    : Key extends `${infer Group}.${infer Rest}`
      ? Group extends keyof Trees
        ? TextAt<Trees[Group], Rest>
        : never
      : never
  : never

// --- reading a text ---

/** The names in a text with the kind of each, but for those that it declares itself. */
type Named<Text extends string> = Text extends unknown
  ? Exclude<Expressions<Text> | Options<Text>, readonly [Declared<Text>, unknown]>
  : never

/** `{$name :function …}` */
type Expressions<Text extends string> = Text extends `${infer _}{$${infer Rest}`
  ? readonly [NameIn<Rest>, KindIn<Rest>] | Expressions<Rest>
  : never

/** `{… option=$name}` */
type Options<Text extends string> = Text extends `${infer _}=$${infer Rest}`
  ? readonly [NameIn<Rest>, 'text'] | Options<Rest>
  : never

/** `.local $name = …` */
type Declared<Text extends string> = Text extends `${infer _}.local $${infer Rest}`
  ? NameIn<Rest> | Declared<Rest>
  : never

type NameIn<Text extends string> = Before<Before<Before<Text, '}'>, ' '>, '\n'>

type KindIn<Text extends string> =
  Before<Text, '}'> extends `${infer _}:${infer Call}` ? KindOf<Before<Before<Call, ' '>, '\n'>> : 'text'

type KindOf<Call extends string> = Call extends
  'integer' | 'number' | 'percent' | 'currency' | 'unit' | 'offset'
  ? 'number'
  : Call extends 'date' | 'datetime' | 'time'
    ? 'date'
    : 'text'

/** Numbers are counted and dates are told in words; all else is text. */
type ValueOf<Kind> = 'number' extends Kind
  ? number | bigint
  : 'date' extends Kind
    ? Date
    : string | number | Date

type Before<Text extends string, End extends string> = Text extends `${infer Start}${End}${infer _}`
  ? Start
  : Text
