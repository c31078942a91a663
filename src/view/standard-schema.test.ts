import * as v from 'valibot'
import { describe, expect, expectTypeOf, test } from 'vitest'
import { z } from 'zod'
import { describeIssues, validate, validateForm, type OutputOf } from './standard-schema.ts'

const zodForm = z.object({ name: z.string().min(1), tags: z.array(z.string()), age: z.coerce.number() })
const valibotForm = v.object({
  name: v.pipe(v.string(), v.minLength(1)),
  tags: v.array(v.string()),
  age: v.pipe(v.string(), v.transform(Number)),
})

describe.each([
  ['zod', zodForm],
  ['valibot', valibotForm],
])('a form read by %s', (_, schema) => {
  test('has a list where the schema wants one, of several boxes, one or none', async () => {
    const read = (tags: readonly string[]): unknown =>
      validateForm(schema, form({ name: ['Ada'], tags, age: ['36'] }))
    for (const tags of [['a', 'b'], ['a'], []]) {
      expect(await read(tags)).toMatchObject({ value: { name: 'Ada', tags, age: 36 } })
    }
  })

  test('that does not fit tells which field', async () => {
    const { issues = [] } = await validateForm(schema, form({ name: [''], tags: ['a'], age: ['1'] }))
    expect(describeIssues(issues)).toMatch(/^name: /)
  })
})

test('data is read by a schema that answers later', async () => {
  const schema = z.object({ id: z.coerce.number().refine(async (id) => id < 10) })
  expect(await validate(schema, { id: '2' })).toEqual({ value: { id: 2 } })
  expect((await validate(schema, { id: '20' })).issues).toHaveLength(1)
})

test('a missing number is not read as an empty list', async () => {
  const schema = z.object({ age: z.coerce.number() })
  expect((await validateForm(schema, form({}))).issues).toHaveLength(1)
})

test('a search of thousands of names is read in one go, not once for each name', () => {
  let reads = 0
  class Counted extends URLSearchParams {
    override getAll(name: string): string[] {
      reads++
      return super.getAll(name)
    }
  }
  const lists = z.record(z.string(), z.array(z.string()))
  const search = new Counted(Array.from({ length: 5_000 }, (_, index) => [`n${index % 4_999}`, `${index}`]))
  expect(validateForm(lists, search)).toMatchObject({ value: { n0: ['0', '4999'], n1: ['1'] } })
  expect(reads).toBe(0)
})

test('a field with the name of a property of objects is a field', async () => {
  const schema = z.object({ constructor: z.string() })
  expect((await validateForm(schema, form({}))).issues).toHaveLength(1)
  expect(await validateForm(schema, form({ constructor: ['x'] }))).toMatchObject({
    value: { constructor: 'x' },
  })
})

test('the type of what a handler gets is what the schema lets through', () => {
  expectTypeOf<OutputOf<typeof zodForm>>().toEqualTypeOf<{ name: string; tags: string[]; age: number }>()
  expectTypeOf<OutputOf<typeof valibotForm>>().toEqualTypeOf<{ name: string; tags: string[]; age: number }>()
})

function form(fields: Readonly<Record<string, readonly string[]>>): FormData {
  const data = new FormData()
  for (const [name, values] of Object.entries(fields)) for (const value of values) data.append(name, value)
  return data
}
