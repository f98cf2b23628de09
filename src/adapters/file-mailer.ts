import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import { composeMessage } from '../mail/message.ts'
import { MailFailure, type Mailer } from '../ports.ts'

/**
 * Writes each mail as it would be sent into `dir`, for development: `20261122T160501-<id>.eml`, time in UTC, so
 * that names sort by time. A reader of the folder sees whole mails only. The files hold links that act: owner only.
 */
export function fileMailer(dir: string, now: () => Date = () => new Date()): Mailer {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' })
  return {
    async send(mail) {
      const date = now()
      const { message } = await transport.sendMail(composeMessage(mail, date))
      const path = join(dir, `${stamp(date)}-${fileSafe(mail.id)}.eml`)
      try {
        await mkdir(dir, { recursive: true, mode: 0o700 })
        await writeWhole(path, message)
      } catch (error) {
        throw new MailFailure('temporary', `the mail folder refused the file: ${errorCode(error)}`)
      }
    },
  }
}

function stamp(date: Date): string {
  return date.toISOString().slice(0, 19).replace(/[-:]/g, '')
}

/** The part of the Message-ID before the @, of which no character can lead elsewhere. */
function fileSafe(id: string): string {
  return id
    .replace(/@.*/, '')
    .replace(/[^\w-]/g, '-')
    .slice(-64)
}

async function writeWhole(path: string, content: Parameters<typeof writeFile>[1]) {
  const unfinished = `${path}.tmp`
  try {
    await writeFile(unfinished, content, { mode: 0o600 })
    await rename(unfinished, path)
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
}
