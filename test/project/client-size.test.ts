import { beforeAll, expect, test } from 'vitest'
import { bundleClient, type ClientScripts } from '../../scripts/client-script.ts'
import { clientTooLarge, pageTooLarge } from '../../scripts/client-size.ts'

let scripts: ClientScripts
beforeAll(async () => {
  scripts = await bundleClient()
}, 60_000)

test('the client script keeps its budget of bytes, and so does a page with all that it loads', () => {
  expect(clientTooLarge(scripts.client)).toBeNull()
  expect(pageTooLarge(scripts)).toBeNull()
})

test('lazy modules are single files: they import nothing to start with', () => {
  for (const source of Object.values(scripts.modules)) expect(source).not.toMatch(/\bimport\b(?!\()/)
})
