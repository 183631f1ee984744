import type { Position } from 'vscode-languageserver'

/** What our client and server say to each other beyond LSP. client/src/protocol.ts has the same in the client's words. */

export interface InitializationOptions {
  readonly mode?: 'full' | 'complement'
  /** The client runs `command:purser.…` links in hovers. */
  readonly commandLinks?: boolean
  /** False where the workspace may be anybody's: nothing of it is run or followed, not by git either. */
  readonly trusted?: boolean
  /** In the web build: the texts that Node reads from disk. */
  readonly web?: WebTexts
}

export interface WebTexts {
  readonly index: string
  readonly definitions: string
  readonly descriptions: string
  readonly knowledge: string
  readonly updates: string
}

export interface ExplainParams {
  readonly id?: string
  readonly uri?: string
  readonly position?: Position
}

export interface Explanation {
  readonly title: string
  readonly markdown: string
}

export interface Status {
  readonly state: 'manifest' | 'unknown-kind' | 'not-a-manifest' | 'template' | 'excluded' | 'too-large' | 'config'
  readonly text: string
  readonly detail: string
  readonly kubernetesVersion: string
  readonly versions: readonly string[]
  readonly mode: 'full' | 'complement'
  readonly indexed: { readonly files: number; readonly done: boolean }
}

export interface Counts {
  readonly problems: number
  readonly errors: number
  readonly warnings: number
}
