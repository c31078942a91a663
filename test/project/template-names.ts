/** What is written in templates: commands, directives, helpers and local state, and the options of each of them. */
import ts from 'typescript'
import type { PublicName, PublicNames } from './public-names.ts'

/** An option, and the functions that take it. */
export interface PublicOption {
  readonly name: string
  /** The type that has it, such as `HandlerOptions`. */
  readonly of: string
  readonly functions: ReadonlySet<string>
}

/** Where they are declared. */
const FOLDERS =
  /\/src\/(?:template\/|view\/(?:on|observers|focus-trap|sortable|hook|handler-options|component)\.ts|view\/(?:commands|controls|forms|virtual)\/)/

/** The names that can be called or read in a template. */
export function templateNames({ all }: PublicNames): readonly PublicName[] {
  return all.filter(({ symbol, isValue }) => isValue && fileOf(symbol) !== undefined)
}

/** The members of every exported type `…Options` that one of these functions takes. */
export function templateOptions(names: PublicNames): readonly PublicOption[] {
  const functions = templateNames(names)
  const found = new Map<ts.Declaration, PublicOption>()
  for (const { name, symbol } of names.all) {
    if (!name.endsWith('Options') || fileOf(symbol) === undefined) continue
    const taking = new Set(functions.filter((each) => takes(each.symbol, name)).map((each) => each.name))
    const type = names.checker.getDeclaredTypeOfSymbol(symbol)
    for (const option of names.checker.getPropertiesOfType(type)) {
      // One that a type has taken over from another is that of the other one.
      const [declaration] = option.declarations ?? []
      if (!declaration || taking.size === 0) continue
      const known = found.get(declaration)
      const all = new Set([...(known?.functions ?? []), ...taking])
      found.set(declaration, { name: option.name, of: known?.of ?? name, functions: all })
    }
  }
  return [...found.values()]
}

function fileOf(symbol: ts.Symbol): string | undefined {
  const [declaration] = symbol.declarations ?? []
  const file = declaration?.getSourceFile().fileName
  return file !== undefined && FOLDERS.test(file) ? file : undefined
}

/** Whether the parameters of a function name a type, or another one of its file that is made of that. */
function takes(symbol: ts.Symbol, type: string): boolean {
  const mentions = (text: string): boolean => new RegExp(`\\b${type}\\b`).test(text)
  return (symbol.declarations ?? []).filter(ts.isFunctionDeclaration).some((declaration) => {
    const parameters = declaration.parameters.map((each) => each.type?.getText() ?? '').join()
    const inner = declaration
      .getSourceFile()
      .statements.filter(ts.isTypeAliasDeclaration)
      .filter(({ name }) => new RegExp(`\\b${name.text}\\b`).test(parameters))
    return mentions(parameters) || inner.some((each) => mentions(each.getText()))
  })
}
