/** WebKitGTK's small browser, driven by Selenium over WebDriver, on a display of its own. */
import { Builder, Capabilities, Key, Origin, type WebDriver } from 'selenium-webdriver'
import type { BrowserPage, KeyName, Modifier, Point, TestedBrowser } from './browser-page.ts'
import { startWebKitDriver } from './webkit-driver.ts'

export async function startWebKit(): Promise<TestedBrowser> {
  const driver = await startWebKitDriver()
  const browser = await new Builder()
    .usingServer(driver.address)
    // The driver knows where its own small browser is.
    .withCapabilities(new Capabilities({ browserName: 'MiniBrowser' }))
    .build()
  return {
    // A session has one window. The page before left it empty, and each test has an address of its own.
    newPage: async () => pageOf(browser),
    async [Symbol.asyncDispose]() {
      await browser.quit()
      await driver[Symbol.asyncDispose]()
    },
  }
}

const KEYS: Readonly<Record<KeyName, string>> = {
  Enter: Key.ENTER,
  Escape: Key.ESCAPE,
  Backspace: Key.BACK_SPACE,
  Delete: Key.DELETE,
  Tab: Key.TAB,
  Home: Key.HOME,
  End: Key.END,
  PageUp: Key.PAGE_UP,
  PageDown: Key.PAGE_DOWN,
  ArrowLeft: Key.ARROW_LEFT,
  ArrowRight: Key.ARROW_RIGHT,
  ArrowUp: Key.ARROW_UP,
  ArrowDown: Key.ARROW_DOWN,
}

const MODIFIERS: Readonly<Record<Modifier, string>> = {
  Control: Key.CONTROL,
  Shift: Key.SHIFT,
  Alt: Key.ALT,
}

function pageOf(browser: WebDriver): BrowserPage {
  const at = ({ x, y }: Point) => ({ x, y, origin: Origin.VIEWPORT, duration: 10 })
  return {
    open: (address) => browser.get(address),
    back: () => browser.navigate().back(),
    forward: () => browser.navigate().forward(),
    async mouse([first, ...others]) {
      if (!first) return
      const actions = browser.actions().move(at(first)).press()
      for (const point of others) actions.move(at(point))
      await actions.release().perform()
    },
    async press(key, held = []) {
      const actions = browser.actions()
      for (const modifier of held) actions.keyDown(MODIFIERS[modifier])
      actions.sendKeys(isKeyName(key) ? KEYS[key] : key)
      for (const modifier of held.toReversed()) actions.keyUp(MODIFIERS[modifier])
      await actions.perform()
    },
    evaluate: (script, ...values) =>
      browser.executeScript(`return (${String(script)}).apply(null, arguments)`, ...values),
    inputMethod: null,
    async [Symbol.asyncDispose]() {
      await browser.manage().deleteAllCookies()
      await browser.get('about:blank')
    },
  }
}

function isKeyName(key: string): key is KeyName {
  return key in KEYS
}
