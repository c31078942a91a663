/** Handlers of views whose form a schema reads. */
import { chain, html, LiveView, on } from 'overwire'
import type { FormEvent, InvalidFormEvent, StandardSchema, TemplateResult } from 'overwire'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { appWith, WireBrowser, settled } from './wire-browser.ts'

const member = z.object({
  name: z.string().trim().min(1, 'Please give your name.'),
  age: z.coerce.number().min(18, 'Too young.'),
})

const FORM = [0, 0]
const GOOD = [
  ['name', ' Ada '],
  ['age', '36'],
] as const
const BAD = [
  ['name', ''],
  ['age', '7'],
] as const
const MESSAGES = { name: ['Please give your name.'], age: ['Too young.'] }

/** Whether the name is taken can only be said after a while. */
const slow = v.pipeAsync(
  v.objectAsync({ name: v.string() }),
  v.checkAsync(async ({ name }) => {
    await Promise.resolve()
    return name !== 'taken'
  }, 'This name is taken.'),
)

class SignUp extends LiveView {
  saved: unknown = null

  save({ form, type, id }: FormEvent<typeof member>): void {
    this.saved = { ...form, type, id: id !== '' }
  }

  render(): TemplateResult {
    return html`<form @submit=${on(this.save, { schema: member })}></form>
      <p>${JSON.stringify(this.saved)}</p>`
  }
}

/** Shows what is wrong itself. */
class Telling extends LiveView {
  errors: InvalidFormEvent<typeof member>['errors'] = {}
  kept = ''

  refuse(event: InvalidFormEvent<typeof member>): void {
    this.errors = event.errors
    this.kept = JSON.stringify(event.form.get('age'))
  }

  render(): TemplateResult {
    return html`<form @submit=${on(() => {}, { schema: member, invalid: this.refuse })}></form>
      <p>${this.errors.name?.join()} ${this.kept}</p>`
  }
}

async function submit(browser: WireBrowser, form: readonly (readonly [string, string])[]): Promise<void> {
  browser.sendEvent(FORM, 'submit', { form })
  await settled()
  await settled()
}

describe('a handler with a schema', () => {
  test('gets what the schema makes of the form, and the rest of the event', async () => {
    const { app } = appWith(SignUp)
    const browser = await WireBrowser.open(app)
    await submit(browser, GOOD)
    expect(browser.effects).toEqual([1])
    expect(JSON.stringify(browser.frames.at(-1)?.difference)).toContain(
      JSON.stringify('{"name":"Ada","age":36,"type":"submit","id":true}').slice(1, -1),
    )
  })

  test('is not called for a form that does not fit: the event is refused, with the messages by field', async () => {
    const { app, reports } = appWith(SignUp)
    const browser = await WireBrowser.open(app)
    await submit(browser, BAD)
    expect(browser.effects).toEqual([['refused', 1, 'invalid', MESSAGES]])
    expect(browser.frames.at(-1)?.difference).toBe(0)
    expect(reports).toEqual(['A form does not fit its schema in SignUp. The event was refused.'])
  })

  test('says in development which field it was', async () => {
    const { app, reports } = appWith(SignUp, { development: true })
    const browser = await WireBrowser.open(app)
    await submit(browser, BAD)
    expect(reports).toEqual([
      'A form does not fit its schema in SignUp: name: Please give your name; age: Too young. The event was refused.',
    ])
  })

  test('gives way to `invalid`, which gets the messages and the form as it came', async () => {
    const { app, reports } = appWith(Telling)
    const browser = await WireBrowser.open(app)
    await submit(browser, BAD)
    expect(browser.effects).toEqual([1])
    const shown = JSON.stringify(browser.frames.at(-1)?.difference)
    expect(shown).toContain('Please give your name.')
    expect(shown).toContain('7')
    expect(reports).toEqual([])
  })

  test('is called when a schema that has to wait has read the form, with its steps', async () => {
    class Waiting extends LiveView {
      text = 'none'
      async *save({ form }: FormEvent<typeof slow>): AsyncGenerator<void, void> {
        this.text = `saving ${form.name}`
        yield
        await settled()
        this.text = `saved ${form.name}`
      }
      render(): TemplateResult {
        return html`<form @submit=${on(this.save, { schema: slow })}></form><p>${this.text}</p>`
      }
    }
    const { app } = appWith(Waiting)
    const browser = await WireBrowser.open(app)
    await submit(browser, [['name', 'free']])
    await settled()
    expect(browser.effects).toEqual([1])
    const shown = browser.frames.map(({ difference }) => JSON.stringify(difference))
    expect(shown.join()).toMatch(/saving free.*saved free/)
    await submit(browser, [['name', 'taken']])
    expect(browser.effects.at(-1)).toEqual(['refused', 2, 'invalid', { '': ['This name is taken.'] }])
  })

  test('that follows another one in a chain does not change what the others get', async () => {
    const got: unknown[] = []
    class Chained extends LiveView {
      render(): TemplateResult {
        const both = chain(
          (event) => void got.push(event.form.get('age')),
          on(({ form }) => void got.push(form.age), { schema: member }),
          (event) => void got.push(event.form.get('age')),
        )
        return html`<form @submit=${both}></form>`
      }
    }
    const { app } = appWith(Chained)
    const browser = await WireBrowser.open(app)
    await submit(browser, GOOD)
    expect(got).toEqual(['36', 36, '36'])
    await submit(browser, BAD)
    // What comes before it has run; what comes behind it has not.
    expect(got).toEqual(['36', 36, '36', '7'])
    expect(browser.effects.at(-1)).toEqual(['refused', 2, 'invalid', MESSAGES])
  })

  test('can reset its form', async () => {
    class Emptied extends LiveView {
      render(): TemplateResult {
        return html`<form @submit=${on((event) => event.reset(), { schema: member })}></form>`
      }
    }
    const { app } = appWith(Emptied)
    const browser = await WireBrowser.open(app)
    await submit(browser, GOOD)
    expect(browser.effects).toEqual([['reset', 1], 1])
  })

  test('fails like any other when its schema throws', async () => {
    const throwing: StandardSchema<unknown, object> = {
      '~standard': {
        version: 1,
        vendor: 'test',
        validate: () => {
          throw new Error('the schema is broken')
        },
      },
    }
    class Broken extends LiveView {
      render(): TemplateResult {
        return html`<form @submit=${on(() => {}, { schema: throwing })}></form>`
      }
    }
    const { app, reports } = appWith(Broken)
    const browser = await WireBrowser.open(app)
    await submit(browser, GOOD)
    expect(browser.effects).toEqual([['failed', 1]])
    expect(reports.join()).toContain('the schema is broken')
  })
})
