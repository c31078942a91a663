import { html, LiveView } from 'overwire'
import type { TemplateResult } from 'overwire'
import { messages } from '../messages/messages.ts'
import { choice } from '../parts/choice.ts'
import { reading, SIZES } from '../reading.ts'
import type { settings } from '../routes.ts'
import { LOOKS } from '../session.ts'

/** The languages by their own names. */
const LANGUAGES: Readonly<Record<string, string>> = { en: 'English', de: 'Deutsch' }

/** Three settings, each where it belongs: in a cookie of its own, in the session, and in the storage of the browser. */
export class SettingsPage extends LiveView<typeof settings> {
  t = messages(this.live)
  reading = this.live.stored(...reading)

  render(): TemplateResult {
    const { t } = this
    const { look = 'system' } = this.live.session
    this.live.head = { title: t('settings.title') }
    return html`<section class="sheet settings">
      <h1>${t('settings.title')}</h1>
      <p class="without-script">${t('site.script')}</p>
      <p class="field">
        <label for="language">${t('settings.language')}</label>
        <select
          id="language"
          .value=${this.live.locale}
          @change=${(event) => (this.live.locale = event.value)}
        >
          ${messages.locales.map((locale) => html`<option value=${locale} lang=${locale}>${LANGUAGES[locale]}</option>`)}
        </select>
      </p>
      ${choice({
        name: 'look',
        legend: t('settings.look'),
        hint: t('settings.lookKept'),
        options: LOOKS.map((each) => [each, t(`settings.looks.${each}`)]),
        chosen: look,
        choose: (chosen) => this.live.setSession({ look: chosen }),
      })}
      ${choice({
        name: 'size',
        legend: t('settings.size'),
        hint: t('settings.sizeKept'),
        options: SIZES.map((size) => [size, t(`settings.sizes.${size}`)]),
        chosen: this.reading.value.size,
        choose: (size) => this.reading.set({ size }),
      })}
      <p class="prose">${t('settings.sample')}</p>
    </section>`
  }
}
