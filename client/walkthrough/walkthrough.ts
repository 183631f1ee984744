/** The getting-started page. scripts/contributions.ts writes it into package.json; each step has its <id>.md here. */
export interface Walkthrough {
  readonly id: string
  readonly title: string
  readonly description: string
  readonly steps: readonly Step[]
}

export interface Step {
  readonly id: string
  readonly title: string
  /** With buttons: a link that stands alone on its line. */
  readonly description: string
  readonly completionEvents: readonly string[]
}

export const walkthrough: Walkthrough = {
  id: 'start',
  title: 'Get to know Purser',
  description: 'What a manifest means, what is wrong, and how to put it right.',
  steps: [
    {
      id: 'open',
      title: 'Open an example',
      description:
        'A Deployment and a Service, with two faults to find.\n[Open the Example](command:purser.openExample)\nOr begin one of your own.\n[New Manifest](command:purser.newManifest)',
      completionEvents: ['onCommand:purser.openExample', 'onCommand:purser.newManifest'],
    },
    {
      id: 'hover',
      title: 'Hover a field',
      description:
        'Rest on maxSurge to read what it means and what its value comes to. With the cursor there, ask for more.\n[Explain Field at Cursor](command:purser.explainField)',
      completionEvents: ['onCommand:purser.explainField', 'onCommand:purser.explain'],
    },
    {
      id: 'fix',
      title: 'Take a quick fix',
      description:
        'Put the cursor on replcas, open the light bulb, and take the name that was meant.\n[Go to the Next Problem](command:editor.action.marker.nextInFiles)',
      completionEvents: [
        'onCommand:editor.action.quickFix',
        'onCommand:editor.action.marker.nextInFiles',
        'onCommand:purser.fixAllFile',
      ],
    },
    {
      id: 'lint',
      title: 'Lint the workspace',
      description:
        'Check every manifest of the open folder, each against all the others.\n[Lint Workspace](command:purser.lintWorkspace)',
      completionEvents: ['onCommand:purser.lintWorkspace'],
    },
    {
      id: 'version',
      title: 'Choose the version',
      description:
        'Say which Kubernetes your manifests are for, and Purser checks for that one.\n[Choose Kubernetes Version](command:purser.chooseVersion)',
      completionEvents: ['onCommand:purser.chooseVersion', 'onSettingChanged:purser.kubernetesVersion'],
    },
  ],
}
