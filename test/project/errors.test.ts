import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { errorsReference } from '../../scripts/errors-reference.ts'
import { root } from '../../scripts/root.ts'
import { filesIn, read } from './repository.ts'

const REFERENCE = 'docs/reference/errors.md'

describe('the catalogue of errors', () => {
  test('and its reference name the same codes', async () => {
    const catalogue = (await definitions()).map(({ code }) => code).toSorted()
    const documented = [...read(REFERENCE).matchAll(/^### `([^`]+)`$/gm)].map((match) => match[1] ?? '')
    expect(documented.toSorted(), `\`npm run errors\` writes ${REFERENCE} anew`).toEqual(catalogue)
  })

  test('and its reference say the same', async () => {
    expect(read(REFERENCE), `\`npm run errors\` writes ${REFERENCE} anew`).toBe(await errorsReference())
  })

  test('gives every error a code of its own, in words with hyphens', async () => {
    const codes = (await definitions()).map(({ code }) => code)
    expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([])
    expect(codes.filter((code) => !/^[a-z]+(-[a-z0-9]+)*$/.test(code))).toEqual([])
  })
})

/** Every error that a file of `src/errors/` exports. */
async function definitions(): Promise<readonly { readonly code: string }[]> {
  const files = filesIn('src/errors', '.ts').filter((file) => !/(overwire-error|\.test)\.ts$/.test(file))
  const modules = await Promise.all(
    files.map((file) => import(/* @vite-ignore */ join(root, file)) as Promise<Record<string, unknown>>),
  )
  return modules.flatMap((module) => Object.values(module)).filter(isDefinition)
}

function isDefinition(value: unknown): value is { readonly code: string } {
  return typeof value === 'function' && 'code' in value && typeof value.code === 'string'
}
