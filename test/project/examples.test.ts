/** Everything that authors write in templates is in the documents, in words and in an example that a test runs. */
import { describe, expect, test } from 'vitest'
import { attributesOfAuthors } from './author-attributes.ts'
import { publicNames } from './public-names.ts'
import { filesIn, read } from './repository.ts'
import { importsOf, optionsOf, runExamples } from './run-examples.ts'
import { templateNames, templateOptions } from './template-names.ts'

const names = publicNames()
const functions = templateNames(names)
const options = templateOptions(names)
const attributes = attributesOfAuthors()
const examples = runExamples()

const documents = ['docs/guides', 'docs/reference']
  .flatMap((folder) => filesIn(folder, '.md'))
  // These explain something else than how to write an application.
  .filter((file) => !/(errors|protocol|benchmarks)\.md$/.test(file))
/** What stands as code in the text, in one line or in a block of HTML. */
const codeInText = documents
  .map(read)
  .flatMap((text) => [...(text.replaceAll(/^```[\s\S]*?^```$/gm, '').match(/`[^`\n]+`/g) ?? [])])

describe('the documents have an entry and an example that runs', () => {
  test('for every command, directive, helper and operator', () => {
    expect(functions.length).toBeGreaterThan(70)
    const used = new Set(examples.flatMap(({ code }) => [...importsOf(code)]))
    expect(functions.map(({ name }) => name).filter((name) => !isExplained(name))).toEqual([])
    expect(functions.map(({ name }) => name).filter((name) => !used.has(name))).toEqual([])
  })

  test('for every option of them', () => {
    expect(options.length).toBeGreaterThan(40)
    expect(options.filter(({ name }) => !isExplained(name)).map(titleOf)).toEqual([])
    const unused = options.filter(
      ({ name, functions: of }) => !examples.some(({ code }) => optionsOf(code, of).has(name)),
    )
    expect(unused.map(titleOf)).toEqual([])
  })

  test('for every attribute that authors write', () => {
    expect(attributes.length).toBeGreaterThan(20)
    expect(attributes.filter((name) => !isExplained(name))).toEqual([])
    expect(attributes.filter((name) => !examples.some(({ code }) => mentions(code, name)))).toEqual([])
  })
})

test('tests that open all examples of a document fail when one was left out', () => {
  const silent = filesIn('test', '.test.ts').filter((file) => {
    const text = read(file)
    return /\b(openGuide|exampleViews)\(/.test(text) && !text.includes('every example of it was opened')
  })
  expect(silent).toEqual([])
})

function isExplained(name: string): boolean {
  return codeInText.some((code) => mentions(code, name))
}

function mentions(code: string, name: string): boolean {
  return new RegExp(`(?<![\\w-])${name}(?![\\w-])`).test(code)
}

function titleOf({ name, of }: { readonly name: string; readonly of: string }): string {
  return `${name} of ${of}`
}
