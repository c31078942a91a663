import { describe, expect, test } from 'vitest'
import { acceptedLanguages, directionOf, isLocale, matchLocale } from './locale.ts'

describe('the language that fits best', () => {
  test.each<[wanted: string[], supported: string[], found: string | null]>([
    [['de-AT'], ['en', 'de'], 'de'],
    [['DE-at'], ['en', 'de-AT', 'de'], 'de-AT'],
    [['fr', 'de'], ['en', 'de'], 'de'],
    [['zh-Hant-CN-x-private1-private2'], ['zh', 'zh-Hant'], 'zh-Hant'],
    [['de-x-private'], ['en', 'de'], 'de'],
    [['de'], ['en', 'de-DE'], 'de-DE'],
    [['zh-TW'], ['zh-Hans', 'zh-Hant'], 'zh-Hant'],
    [['zh-TW', 'en'], ['en', 'zh-Hans'], 'en'],
    [['pt-BR', 'en'], ['en', 'pt-PT'], 'pt-PT'],
    [['nb'], ['en', 'no'], null],
    [['', '*', '../de', 'de\n', 'a'.repeat(100), 'x'], ['en', 'de'], null],
    [[], ['en'], null],
  ])('for %j of %j is %s', (wanted, supported, found) => {
    expect(matchLocale(wanted, supported)).toBe(found)
  })

  test('is found in no time for whatever a browser sends', () => {
    const hostile = Array.from({ length: 5_000 }, () => 'a').join('-')
    expect(acceptedLanguages(`${hostile}, ${'de,'.repeat(5_000)}`)).toHaveLength(32)
    expect(matchLocale([hostile], ['en'])).toBeNull()
  })
})

test('a header names languages by their weight, and those of the same weight in its order', () => {
  expect(acceptedLanguages('fr;q=0.5, de, en ; q=0.8, es;q=0, it;q=x, *;q=0.1, pt-BR, <b>')).toEqual([
    'de',
    'pt-BR',
    'en',
    'fr',
  ])
  expect(acceptedLanguages('')).toEqual([])
})

test('a language is written in the direction of its script', () => {
  expect(['en', 'ar', 'he-IL', 'az-Arab', 'az', 'ur', 'yi', 'zz-invalid-'].map(directionOf)).toEqual([
    'ltr',
    'rtl',
    'rtl',
    'rtl',
    'ltr',
    'rtl',
    'rtl',
    'ltr',
  ])
})

test('a language has a tag', () => {
  expect(['en', 'zh-Hant-TW', '', 'en_US', 'a', 'english language'].map(isLocale)).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
  ])
})
