import assert from 'node:assert/strict'
import {
  clickNote,
  clickWord,
  closePanel,
  completions,
  followLink,
  goToLine,
  hoverWord,
  leavePreview,
  noteRows,
  openFile,
  outputOf,
  pick,
  problemRows,
  quickFix,
  quickPickRows,
  runCommand,
  waitForMessage,
  waitForNoSquiggle,
  waitForPreview,
  waitForSquiggle,
  waitForText,
} from './steps.mjs'

/** In this order, in one window; each may rely on what those before it have left. */
export const smoke = [
  {
    name: 'a faulty manifest has squiggles',
    run: async (ui) => {
      await openFile(ui, 'faults/misspelt-field.yaml')
      await waitForSquiggle(ui, 'error')
    },
  },
  {
    name: 'a hover on a fault says what is wrong',
    run: async (ui) => {
      const text = await hoverWord(ui, 'replica: ', 'no field')
      assert.match(text, /did you mean `?replicas`?/)
    },
  },
  {
    name: 'the Problems panel lists it',
    run: async (ui) => {
      const rows = await problemRows(ui, 'no field')
      assert.ok(rows.some((row) => row.includes('unknown-field')))
      await closePanel(ui)
    },
  },
  {
    name: 'a quick fix puts it right',
    run: async (ui) => {
      await goToLine(ui, 15)
      await quickFix(ui, 'replica: ', 'Rename to replicas')
      await waitForText(ui, 'replicas: 2')
    },
  },
  {
    name: 'a hover on a field explains it',
    run: async (ui) => {
      await openFile(ui, 'shop/web.yaml')
      await goToLine(ui, 54)
      const text = await hoverWord(ui, 'maxUnavailable: ', 'rolling update')
      assert.match(text, /maxUnavailable/)
    },
  },
  {
    name: 'completion knows the fields, and writes one',
    run: async (ui) => {
      await goToLine(ui, 48)
      await clickWord(ui, 'replicas: 3')
      await ui.page.keyboard.press('End')
      await ui.page.keyboard.press('Enter')
      await ui.page.keyboard.type('pau')
      const labels = await completions(ui, 'paused')
      assert.ok(labels.includes('paused'))
      await ui.page.keyboard.press('Enter')
      await waitForText(ui, 'paused: ')
    },
  },
  {
    name: 'the palette has our commands: the workspace is checked',
    run: async (ui) => {
      await runCommand(ui, 'Purser: Lint Workspace')
      const message = await waitForMessage(ui, 'problems (')
      assert.match(message, /\d+ problems \(\d+ errors, \d+ warnings\) in \d+ files/)
    },
  },
  {
    name: 'Explain… finds a note and opens it',
    run: async (ui) => {
      await runCommand(ui, 'Purser: Explain…')
      await pick(ui, 'headless', 'Headless Service')
      await waitForPreview(ui, 'A headless Service has no address of its own')
    },
  },
  {
    name: 'a link leads to the next note, another back',
    run: async (ui) => {
      await followLink(ui, 'StatefulSet serviceName')
      await waitForPreview(ui, 'Back to Headless Service')
      await followLink(ui, 'Back to Headless Service')
      await waitForPreview(ui, 'A headless Service has no address of its own')
    },
  },
  {
    name: 'Explain… begins with the file at hand, and forgives a typing error',
    run: async (ui) => {
      await leavePreview(ui)
      await openFile(ui, 'shop/database.yaml')
      await runCommand(ui, 'Purser: Explain…')
      const all = await quickPickRows(ui, '', 'ServiceAccount')
      assert.match(all[0], /ServiceAccount/)
      assert.match(all[0], /In this file/)
      const found = await quickPickRows(ui, 'service headles', 'Headless Service')
      assert.match(found[0], /Headless Service/)
      const short = await quickPickRows(ui, 'sts', 'StatefulSet')
      assert.match(short[0], /StatefulSet/)
    },
  },
  {
    name: 'Kubernetes Notes lists what the manifest touches, and opens it',
    run: async (ui) => {
      const rows = await noteRows(ui, 'In this manifest')
      assert.match(rows[0], /In this manifest\s*shop\/database\.yaml/)
      await clickNote(ui, 'ServiceAccount')
      await waitForPreview(ui, 'A ServiceAccount is the identity')
      await leavePreview(ui)
      await openFile(ui, 'shop/report.yaml')
      const others = await noteRows(ui, 'shop/report.yaml')
      assert.match(others[0], /shop\/report\.yaml/)
    },
  },
  {
    name: 'Explain This Manifest says what the file is, and what it needs',
    run: async (ui) => {
      await leavePreview(ui)
      await openFile(ui, 'shop/report.yaml')
      await runCommand(ui, 'Purser: Explain This Manifest')
      await waitForPreview(ui, 'at 02:15 every day, in the time zone Europe/Berlin')
      await waitForPreview(ui, 'NetworkPolicy')
      await followLink(ui, 'More about CronJob')
      await waitForPreview(ui, 'Back to report.yaml explained')
    },
  },
  {
    name: 'Explain Field at Cursor explains the field',
    run: async (ui) => {
      await leavePreview(ui)
      await openFile(ui, 'shop/web.yaml')
      await goToLine(ui, 50)
      await clickWord(ui, 'strategy:')
      await runCommand(ui, 'Purser: Explain Field at Cursor')
      await waitForPreview(ui, 'How a new version takes the place of the old one')
    },
  },
  {
    name: 'Why Is There Nothing Here? says why',
    run: async (ui) => {
      await leavePreview(ui)
      await openFile(ui, 'faults/docker-compose.yaml')
      await runCommand(ui, 'Purser: Why Is There Nothing Here?')
      await waitForPreview(ui, 'is not a Kubernetes manifest')
    },
  },
  {
    name: 'Fix All Safe Problems leaves none of them',
    run: async (ui) => {
      await leavePreview(ui)
      await openFile(ui, 'faults/wrong-type.yaml')
      await waitForSquiggle(ui, 'error')
      await runCommand(ui, 'Purser: Fix All Safe Problems in File')
      await waitForNoSquiggle(ui, 'error')
    },
  },
  {
    name: 'Restart Server: the squiggles come back',
    run: async (ui) => {
      await openFile(ui, 'faults/wrong-level.yaml')
      await waitForSquiggle(ui, 'error')
      await runCommand(ui, 'Purser: Restart Server')
      await waitForSquiggle(ui, 'error')
    },
  },
  {
    name: 'Choose Kubernetes Version: an API that is gone is there again',
    run: async (ui) => {
      await openFile(ui, 'faults/removed-api.yaml')
      await waitForSquiggle(ui, 'error')
      await runCommand(ui, 'Purser: Choose Kubernetes Version')
      await pick(ui, '1.20', '1.20')
      await waitForNoSquiggle(ui, 'error')
    },
  },
  {
    name: 'New Manifest… writes a whole one',
    run: async (ui) => {
      await runCommand(ui, 'Purser: New Manifest…')
      await pick(ui, 'CronJob', 'CronJob')
      await waitForText(ui, 'kind: CronJob')
    },
  },
  {
    name: 'the log is there, and has nothing to complain about',
    run: async (ui) => {
      await runCommand(ui, 'Purser: Show Logs')
      const log = await outputOf(ui, 'Purser')
      assert.doesNotMatch(log, /\[error\]/)
    },
  },
]
