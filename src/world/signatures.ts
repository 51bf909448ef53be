import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { err, ok } from '../model/result.js'
import type { Signatures } from './world.js'

/** What a signature is for: one made for commits or mails is none here. */
const NAMESPACE = 'ci-datum'
const ARMOR = ['-----BEGIN SSH SIGNATURE-----', '-----END SSH SIGNATURE-----'] as const

/**
 * SSH signatures, as git makes and verifies them: through `ssh-keygen -Y`, with the key git signs with
 * (`user.signingkey`: a file, or a public key that an agent has the other half of).
 */
export function openSignatures(cwd: string, setting: (name: string) => Promise<string | undefined>): Signatures {
  return {
    sign: async (text) => {
      const key = await setting('user.signingkey')
      if (key === undefined || key === '') return err('git does not know the key to sign with: git config user.signingkey ~/.ssh/id_ed25519')
      return inFolder(async (folder) => {
        const literal = /^(?:key::)?((?:ssh|ecdsa|sk)-\S+ .*)$/.exec(key)?.[1]
        const file = literal === undefined ? key.replace(/^~(?=\/)/, homedir()) : join(folder, 'key.pub')
        if (literal !== undefined) await writeFile(file, `${literal}\n`)
        const { code, out, said } = await run(cwd, ['-Y', 'sign', ...(literal === undefined ? [] : ['-U']), '-n', NAMESPACE, '-f', file], text)
        return code === 0 ? ok(out.split('\n').filter((line) => line !== '' && !line.startsWith('-----')).join('')) : err(`ssh-keygen did not sign: ${said.trim().split('\n').at(-1) ?? ''}`)
      })
    },
    verify: async ({ text, signature, who, allowed }) => inFolder(async (folder) => {
      if (!/^[A-Za-z0-9+/=]{1,20000}$/.test(signature)) return false
      const [signers, file] = [join(folder, 'allowed_signers'), join(folder, 'signature')]
      await writeFile(signers, allowed)
      await writeFile(file, [ARMOR[0], ...signature.match(/.{1,70}/g) ?? [], ARMOR[1], ''].join('\n'))
      const { code } = await run(cwd, ['-Y', 'verify', '-f', signers, '-I', who, '-n', NAMESPACE, '-s', file], text)
      return code === 0
    }),
  }
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'datum-signature-'))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function run(cwd: string, args: readonly string[], input: string): Promise<{ readonly code: number | null; readonly out: string; readonly said: string }> {
  return new Promise((resolve) => {
    // A passphrase is asked for on the terminal itself.
    const child = spawn('ssh-keygen', args, { cwd, stdio: ['pipe', 'pipe', 'pipe'] })
    let [out, said] = ['', '']
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => { out += chunk })
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => { said += chunk })
    child.on('error', (error) => { resolve({ code: null, out, said: error.message }) })
    child.on('close', (code) => { resolve({ code, out, said }) })
    child.stdin.on('error', () => undefined)
    child.stdin.end(input)
  })
}
