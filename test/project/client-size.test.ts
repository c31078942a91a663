import { expect, test } from 'vitest'
import { bundleClient } from '../../scripts/client-script.ts'
import { clientTooLarge } from '../../scripts/client-size.ts'

test('the client script keeps its budget of bytes', async () => {
  const { client } = await bundleClient()
  expect(clientTooLarge(client)).toBeNull()
})
