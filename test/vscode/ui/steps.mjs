/** What a person does in the workbench, one function each. `ui` comes from openWorkbench(). All wait until it is done. */
import { join } from 'node:path'

const PATIENCE = 20_000

/** Opens a file of the workspace, `shop/api.yaml`. */
export async function openFile(ui, path) {
  const { page } = ui
  const input = page.locator('.quick-input-widget:visible input')
  await page.keyboard.press('Control+P')
  await input.waitFor({ timeout: PATIENCE })
  // The absolute path needs no search through the workspace.
  await input.fill(join(ui.workspace, path))
  const name = path.slice(path.lastIndexOf('/') + 1)
  // Before the answer comes, the files that were open are listed, the file perhaps among them; Enter takes the focused one.
  const row = page.locator('.quick-input-list .monaco-list-row.focused', { hasText: name })
  await row.first().waitFor({ timeout: PATIENCE })
  await page.keyboard.press('Enter')
  await page.locator('.tab.active', { hasText: name }).first().waitFor({ timeout: PATIENCE })
  await editorOf(ui).locator('.view-line span span').first().waitFor({ timeout: PATIENCE })
}

/** A command of the palette by its full title, `Purser: Lint File`. */
export async function runCommand(ui, title) {
  const { page } = ui
  await page.keyboard.press('F1')
  const input = page.locator('.quick-input-widget:visible input')
  await input.waitFor({ timeout: PATIENCE })
  await input.fill(`>${title}`)
  const row = page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first()
  await row.waitFor({ timeout: PATIENCE })
  await row.click()
}

/** Scrolls a line into view, `line` from 1. */
export async function goToLine(ui, line) {
  const { page } = ui
  await page.keyboard.press('Control+G')
  const input = page.locator('.quick-input-widget:visible input')
  await input.waitFor({ timeout: PATIENCE })
  await input.fill(`:${line}`)
  await page.keyboard.press('Enter')
  await input.waitFor({ state: 'hidden', timeout: PATIENCE })
}

/** Waits for a squiggle in the editor: `error`, `warning`, `info` or `hint`. */
export async function waitForSquiggle(ui, severity) {
  await editorOf(ui).locator(`.squiggly-${severity}`).first().waitFor({ timeout: PATIENCE })
}

/** Waits until the editor shows no squiggle of that severity. */
export async function waitForNoSquiggle(ui, severity) {
  const squiggle = editorOf(ui).locator(`.squiggly-${severity}`)
  await until(async () => (await squiggle.count()) === 0, `no ${severity} squiggle`)
}

/** Rests the mouse on a word of a line that is in view, and returns what the hover says. `expected`: a part of it. */
export async function hoverWord(ui, word, expected) {
  const { page } = ui
  const { x, y } = await placeOf(ui, word)
  const hover = page.locator('.monaco-hover:visible', expected === undefined ? {} : { hasText: expected })
  const deadline = Date.now() + PATIENCE
  for (;;) {
    // Away first: the editor asks once when the mouse comes to rest, perhaps before the server has an answer.
    await restMouse(ui)
    await page.mouse.move(x - 1, y)
    await page.mouse.move(x, y)
    const isThere = await hover
      .first()
      .waitFor({ timeout: 5000 })
      .then(() => true)
      .catch(() => false)
    if (isThere) return (await hover.first().textContent()) ?? ''
    if (Date.now() > deadline) throw new Error(`no hover on "${word}"${expected ? ` that says "${expected}"` : ''}`)
  }
}

/** Puts the caret into a word of a line that is in view. */
export async function clickWord(ui, word) {
  const { x, y } = await placeOf(ui, word)
  await ui.page.mouse.click(x, y)
  await restMouse(ui)
}

/** Opens the quick fix menu on a word by keyboard, and waits for the fix in it. */
export async function openQuickFixes(ui, word, title) {
  const { page } = ui
  await clickWord(ui, word)
  await page.locator('.monaco-hover:visible').waitFor({ state: 'hidden', timeout: PATIENCE })
  const row = page.locator('.action-widget:visible .monaco-list-row', { hasText: title })
  const deadline = Date.now() + PATIENCE
  for (;;) {
    await page.keyboard.press('Control+.')
    const isThere = await row
      .first()
      .waitFor({ timeout: 4000 })
      .then(() => true)
      .catch(() => false)
    if (isThere) return row.first()
    if (Date.now() > deadline) throw new Error(`no quick fix "${title}" on "${word}"`)
    await page.keyboard.press('Escape')
  }
}

/** Applies a quick fix by its title. */
export async function quickFix(ui, word, title) {
  const row = await openQuickFixes(ui, word, title)
  await row.click()
  await ui.page.locator('.action-widget:visible').waitFor({ state: 'hidden', timeout: PATIENCE })
}

/** Waits until a line of the editor, as far as it is in view, holds the text. */
export async function waitForText(ui, text) {
  await until(async () => (await placeOf(ui, text, 0)) !== undefined, `"${text}" in the editor`)
}

/** Opens the Problems panel and returns its rows once one of them holds `expected`. */
export async function problemRows(ui, expected) {
  const rows = ui.page.locator('.markers-panel .monaco-list-row')
  // The command toggles, and does not show.
  if (!(await ui.page.locator('.markers-panel').isVisible())) await runCommand(ui, 'Problems: Focus on Problems View')
  await rows.filter({ hasText: expected }).first().waitFor({ timeout: PATIENCE })
  return await rows.allInnerTexts()
}

export async function closePanel(ui) {
  if (await ui.page.locator('.part.panel').isVisible()) await ui.page.keyboard.press('Control+J')
  await ui.page.locator('.part.panel').waitFor({ state: 'hidden', timeout: PATIENCE })
}

/** Writes at the caret and asks for completion; returns the labels once one of them is `expected`. */
export async function completions(ui, expected) {
  await ui.page.keyboard.press('Control+Space')
  const rows = ui.page.locator('.suggest-widget.visible .monaco-list-row')
  await rows.filter({ hasText: expected }).first().waitFor({ timeout: PATIENCE })
  return await rows.locator('.label-name').allInnerTexts()
}

/** Waits for a message with the text in the corner, and returns the whole of it. */
export async function waitForMessage(ui, text) {
  const message = ui.page.locator('.notification-toast .notification-list-item-message', { hasText: text }).first()
  await message.waitFor({ timeout: PATIENCE })
  return (await message.textContent()) ?? ''
}

/** Waits until an output channel is shown, and returns the lines in view. */
export async function outputOf(ui, channel) {
  const chosen = ui.page.locator('.part.panel select')
  await until(
    async () =>
      (await chosen.count()) > 0 && (await chosen.first().evaluate((it) => it.selectedOptions[0]?.text)) === channel,
    `the output channel ${channel}`,
  )
  return (await ui.page.locator('.part.panel .view-lines').first().textContent()) ?? ''
}

/** Shows the tree "Kubernetes Notes" in the Explorer, and returns its rows once one of them holds `expected`. */
export async function noteRows(ui, expected) {
  await runCommand(ui, 'Explorer: Focus on Kubernetes Notes View')
  const rows = notesPane(ui).locator('.monaco-list-row')
  await rows.filter({ hasText: expected }).first().waitFor({ timeout: PATIENCE })
  return await rows.allInnerTexts()
}

/** Clicks a row of the tree "Kubernetes Notes". */
export async function clickNote(ui, text) {
  const row = notesPane(ui).locator('.monaco-list-row', { hasText: text }).first()
  await row.waitFor({ timeout: PATIENCE })
  await row.click()
}

/** The tree in the Explorer, with its heading. */
export function notesPane(ui) {
  return ui.page
    .locator('.split-view-view', { has: ui.page.locator('.pane-header', { hasText: 'Kubernetes Notes' }) })
    .last()
}

/** Types into the quick pick that is open, and returns its rows with their headings once the first one holds `expected`. */
export async function quickPickRows(ui, text, expected) {
  const input = ui.page.locator('.quick-input-widget:visible input')
  await input.waitFor({ timeout: PATIENCE })
  await input.fill(text)
  const rows = ui.page.locator('.quick-input-list .monaco-list-row')
  await until(
    async () => ((await rows.first().textContent()) ?? '').includes(expected),
    `"${expected}" first in the quick pick`,
  )
  return await rows.allInnerTexts()
}

/** Clicks a link in a preview of Markdown. */
export async function followLink(ui, text) {
  await until(async () => {
    for (const frame of ui.page.frames()) {
      const link = frame.getByRole('link', { name: text }).first()
      if (!(await link.isVisible().catch(() => false))) continue
      await link.click()
      return true
    }
    return false
  }, `the link "${text}" in a preview`)
}

/** Types into the quick pick that is open, and takes the row that holds `label`. */
export async function pick(ui, text, label) {
  const { page } = ui
  const input = page.locator('.quick-input-widget:visible input')
  await input.waitFor({ timeout: PATIENCE })
  await input.fill(text)
  const row = page.locator('.quick-input-list .monaco-list-row', { hasText: label }).first()
  await row.waitFor({ timeout: PATIENCE })
  await row.click()
}

/** Waits until a preview of Markdown shows the text. Previews are frames in frames, and old ones stay about. */
export async function waitForPreview(ui, text) {
  const shows = (frame) =>
    frame
      .getByText(text)
      .first()
      .isVisible()
      .catch(() => false)
  await until(async () => {
    for (const frame of ui.page.frames()) if (await shows(frame)) return true
    return false
  }, `"${text}" in a preview`)
  // The frame of the page before is taken away a moment later.
  await new Promise((resolve) => setTimeout(resolve, 600))
}

/** Scrolls a preview of Markdown to a heading. */
export async function scrollTo(ui, heading) {
  for (const frame of ui.page.frames()) {
    const found = frame.getByRole('heading', { name: heading }).first()
    if (await found.isVisible().catch(() => false)) await found.evaluate((it) => it.scrollIntoView())
  }
  await new Promise((resolve) => setTimeout(resolve, 300))
}

/** Back from a preview beside to the manifests. */
export async function leavePreview(ui) {
  await runCommand(ui, 'View: Focus First Editor Group')
}

/** Moves the mouse to where it hovers over nothing. */
export async function restMouse(ui) {
  const { height } = ui.page.viewportSize()
  await ui.page.mouse.move(2, height - 40)
}

/** Drags what stands at a place to another column. */
export async function dragMouse({ page }, fromX, y, toX) {
  await page.mouse.move(fromX, y)
  await page.mouse.down()
  await page.mouse.move(toX, y, { steps: 5 })
  await page.mouse.up()
}

/** The code editor that has or had the focus. */
export function editorOf(ui) {
  return ui.page.locator('.editor-group-container.active .editor-instance .monaco-editor').first()
}

/** The middle of a text in the editor, in pixels of the page. Of what is in view only; waits unless patience is 0. */
export async function placeOf(ui, text, patience = PATIENCE) {
  const lines = editorOf(ui).locator('.view-lines')
  const find = () =>
    lines.evaluate((root, wanted) => {
      for (const line of root.querySelectorAll('.view-line')) {
        const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT)
        const nodes = []
        while (walker.nextNode()) nodes.push(walker.currentNode)
        // The editor writes spaces as non-breaking ones.
        const from = nodes
          .map((it) => it.data.replaceAll('\u00a0', ' '))
          .join('')
          .indexOf(wanted)
        if (from < 0) continue
        const range = document.createRange()
        let start = 0
        for (const node of nodes) {
          const end = start + node.length
          if (start <= from && from < end) range.setStart(node, from - start)
          const to = from + wanted.length
          if (start < to && to <= end) range.setEnd(node, to - start)
          start = end
        }
        const { x, y, width, height } = range.getBoundingClientRect()
        if (height > 0) return { x: x + width / 2, y: y + height / 2, left: x, top: y, width, height }
      }
      return undefined
    }, text)
  if (patience === 0) return await find()
  let place
  await until(async () => {
    place = await find()
    return place !== undefined
  }, `"${text}" in the editor`)
  return place
}

async function until(isSo, what) {
  const deadline = Date.now() + PATIENCE
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`waited in vain for ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
