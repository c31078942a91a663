/** Warns of files in forms: an event carries their names alone. */

const warned = new WeakSet<Element>()

/** What is sent is marked until its outcome. */
export function watchFiles(): void {
  new MutationObserver((changes) => {
    // Attributes are those of elements.
    for (const { target } of changes) check(target as Element)
  }).observe(document, { attributeFilter: ['data-live-pending'], subtree: true })
}

function check(element: Element): void {
  const form = element.closest('form')
  const sendsForm = element === form || element.matches('[live-click]')
  if (!form || !sendsForm || warned.has(form) || !element.matches('[data-live-pending]')) return
  const fields = form.querySelectorAll('input[type=file]')
  // Inputs of this type have files.
  if (![...fields].some((field) => (field as HTMLInputElement).files?.length)) return
  warned.add(form)
  console.warn(
    `[overwire] The files of this form are not sent: its handler gets their names alone. Send it to a route of your server, without a handler.

Wrong:  <form @submit=\${(event) => this.save(event.form)}><input type="file" name="photo"></form>
Right:  <form method="post" action="/photos" enctype="multipart/form-data"><input type="file" name="photo"></form>
`,
    form,
  )
}
