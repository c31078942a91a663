import { expect, test } from 'vitest'
import { Place } from './place.ts'

test('places with the same elements are one object, which is forgotten among very many', () => {
  const place = Place.of(['table', 'tbody'], 'html')
  expect(Place.of(['table', 'tbody'], 'html')).toBe(place)
  for (let n = 0; n < 10_000; n++) Place.of([`x-${n}`], 'html')
  expect(Place.of(['table', 'tbody'], 'html')).not.toBe(place)
})

test('a place among elements with long names, as templates made from data have, is not kept', () => {
  const tags = [`x-${'y'.repeat(1_000)}`]
  const [place, again] = [Place.of(tags, 'html'), Place.of(tags, 'html')]
  expect(again).not.toBe(place)
  expect(again.tags).toEqual(place.tags)
  expect(again.accepts({ html: '<p></p>' })).toBe(true)
})
