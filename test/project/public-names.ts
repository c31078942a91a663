/** What the entry points export, as the compiler sees it. */
import { join } from 'node:path'
import ts from 'typescript'
import { root } from '../../scripts/root.ts'
import { filesIn } from './repository.ts'

export interface PublicName {
  /** The file of `src` that exports it. */
  readonly door: string
  readonly name: string
  /** Whether it can be called or read, and not only used as a type. */
  readonly isValue: boolean
  readonly symbol: ts.Symbol
}

export interface PublicNames {
  readonly checker: ts.TypeChecker
  readonly all: readonly PublicName[]
}

/** Files that `package.json` exports. */
export const doors: readonly string[] = filesIn('src', '.ts').filter((file) => /^src\/[^/]+\.ts$/.test(file))

/** The options by which the repository is compiled. */
export function compilerOptions(): ts.CompilerOptions {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile)
  return ts.parseJsonConfigFileContent({ ...config, include: [], files: [] }, ts.sys, root).options
}

/** Reads what the doors export. It takes some seconds. */
export function publicNames(): PublicNames {
  const program = ts.createProgram(
    doors.map((door) => join(root, door)),
    compilerOptions(),
  )
  const checker = program.getTypeChecker()
  const all = doors.flatMap((door) => {
    const file = program.getSourceFile(join(root, door))
    const module = file && checker.getSymbolAtLocation(file)
    return (module ? checker.getExportsOfModule(module) : []).map((exported) => ({
      door,
      name: exported.name,
      isValue: !exported.declarations?.some(isOnlyType) && isValue(aliased(exported, checker)),
      symbol: aliased(exported, checker),
    }))
  })
  return { checker, all }
}

/** The text above a declaration, without its tags. */
export function docstringOf(symbol: ts.Symbol, checker: ts.TypeChecker): string {
  return ts.displayPartsToString(symbol.getDocumentationComment(checker))
}

function aliased(symbol: ts.Symbol, checker: ts.TypeChecker): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
}

function isValue(symbol: ts.Symbol): boolean {
  return (symbol.flags & ts.SymbolFlags.Value) !== 0
}

function isOnlyType(declaration: ts.Declaration): boolean {
  return ts.isExportSpecifier(declaration) && (declaration.isTypeOnly || declaration.parent.parent.isTypeOnly)
}
