/** What editors show of the public names: that it is there, and that its examples are right. */
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { brokenExamples, docstringExamples } from './docstring-examples.ts'
import { docstringOf, publicNames } from './public-names.ts'

const { checker, all } = publicNames()

describe('docstrings', () => {
  test('stand above every public name', () => {
    expect(all.filter(({ symbol }) => docstringOf(symbol, checker) === '').map(nameOf)).toEqual([])
  })

  test('have an example for whatever can be called or read', () => {
    const values = all.filter(({ isValue }) => isValue)
    expect(values.length).toBeGreaterThan(80)
    expect(
      values.filter(({ symbol }) => !docstringOf(symbol, checker).includes('```ts\n')).map(nameOf),
    ).toEqual([])
  })

  test('stand above every option and every method', () => {
    expect(all.flatMap(undocumentedMembers)).toEqual([])
  })

  test('have examples that compile', { timeout: 120_000 }, () => {
    const examples = docstringExamples()
    expect(examples.length).toBeGreaterThan(100)
    expect(brokenExamples(examples, all)).toEqual([])
  })
})

function nameOf({ door, name }: { readonly door: string; readonly name: string }): string {
  return `${name} of ${door}`
}

/** The options of `…Options`, and the methods of interfaces and classes, that nothing is said of. */
function undocumentedMembers({ name, symbol }: (typeof all)[number]): string[] {
  if (!(symbol.flags & (ts.SymbolFlags.Class | ts.SymbolFlags.Interface))) return []
  return [...(symbol.members?.values() ?? [])]
    .filter((member) => isPublic(member) && (name.endsWith('Options') || isMethod(member)))
    .filter((member) => docstringOf(member, checker) === '')
    .map((member) => `${name}.${member.name}`)
}

function isMethod(member: ts.Symbol): boolean {
  // `toString` is everybody's.
  return (member.flags & ts.SymbolFlags.Method) !== 0 && member.name !== 'toString'
}

function isPublic({ name, flags, declarations }: ts.Symbol): boolean {
  const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected
  const [first] = declarations ?? []
  if (!first || flags & ts.SymbolFlags.TypeParameter || name.startsWith('__')) return false
  const isPrivate = ts.isClassElement(first) && first.name !== undefined && ts.isPrivateIdentifier(first.name)
  return !isPrivate && !(ts.getCombinedModifierFlags(first) & hidden)
}
