import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import { templateOf, type Template } from '../compile/compile.ts'
import { TemplateRegistry } from './template-registry.ts'

/** A template whose text is made as the program runs. */
function dynamic(text: string): Template {
  const strings = [`<p class="${text}">`, '</p>']
  return templateOf({ strings: Object.assign(strings, { raw: strings }), values: ['a'] }, 'html')
}

async function collectGarbage(): Promise<void> {
  setFlagsFromString('--expose-gc')
  // Vitest has no types for what the flag adds.
  const gc = runInNewContext('gc') as () => void
  for (let round = 0; round < 5; round++) {
    gc()
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

it('templates from dynamic strings are not kept when nothing shows them', async () => {
  const registry = new TemplateRegistry()
  const shown = dynamic('shown')
  const id = registry.idOf(shown)
  for (let index = 0; index < 3_000; index++) registry.idOf(dynamic(`text-${index}`))
  await collectGarbage()
  expect(registry.size).toBeLessThan(1_000)
  expect([registry.idOf(shown), registry.templateOf(id)]).toEqual([id, shown])
  // No other template gets the number of one that is gone.
  expect(registry.idOf(dynamic('later'))).toBe(3_002)
})

it('very many templates are reported once, with the newest', () => {
  const warnings: string[] = []
  const registry = new TemplateRegistry((message) => warnings.push(message))
  for (let index = 0; index < 5_100; index++) registry.idOf(dynamic(`many-${index}`))
  expect(warnings).toEqual([expect.stringContaining('<p class="many-4999">')])
})
