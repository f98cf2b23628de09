import { oneLine } from './defang.ts'
import { writeLetter, type Letter } from './letter.ts'
import type { Letterhead, MailTexts } from './voice.ts'

export type StaffRole = 'admin' | 'editor' | 'moderator' | 'viewer'

export interface Invitation {
  /** Name of the colleague who invites, null for the mail that sets up an account without one. */
  inviter: string | null
  role: StaffRole
  /** One-time page that sets the password. */
  setUpUrl: string
  expiresInHours: number
}

const roleText: Record<StaffRole, keyof MailTexts> = {
  admin: 'roleAdmin',
  editor: 'roleEditor',
  moderator: 'roleModerator',
  viewer: 'roleViewer',
}

/** To a new moderator: who invites, as what, and the one-time link. */
export function invitation(letterhead: Letterhead, invite: Invitation): Letter {
  return writeLetter(letterhead, (say) => {
    const role = say(roleText[invite.role])
    const intro = invite.inviter
      ? say('inviteIntro', { inviter: oneLine(invite.inviter), role })
      : say('setUpIntro', { role })
    return {
      subject: say(invite.inviter ? 'inviteSubject' : 'setUpSubject'),
      blocks: [
        { kind: 'paragraph', text: intro },
        { kind: 'button', text: say('inviteButton'), url: invite.setUpUrl },
        { kind: 'paragraph', text: say('inviteHow', { hours: String(invite.expiresInHours) }) },
      ],
      reasons: [say('inviteIgnore')],
    }
  })
}

export interface BreakerNotice {
  reach: 'article' | 'site'
  /** Shares a day after which everything waits. */
  limit: number
  /** Title of the article where that is verified. */
  article: string | null
  /** The queue of what is held. */
  queueUrl: string
}

/** To whoever may decide on the site: so much is being shared that everything now waits for them. */
export function breakerNotice(letterhead: Letterhead, notice: BreakerNotice): Letter {
  return writeLetter(letterhead, (say) => ({
    subject: say('breakerSubject'),
    blocks: [
      {
        kind: 'paragraph',
        text: say(notice.reach === 'site' ? 'breakerSite' : 'breakerArticle', {
          limit: String(notice.limit),
        }),
      },
      ...(notice.article === null ? [] : [{ kind: 'title' as const, text: notice.article }]),
      { kind: 'paragraph', text: say('breakerHow') },
      { kind: 'button', text: say('breakerButton'), url: notice.queueUrl },
    ],
    reasons: [say('breakerWhy')],
  }))
}

export interface PasswordReset {
  /** One-time page that sets the new password. */
  setUpUrl: string
  expiresInHours: number
}

/** To a moderator who has forgotten the password, or so somebody says. */
export function passwordReset(letterhead: Letterhead, reset: PasswordReset): Letter {
  return writeLetter(letterhead, (say) => ({
    subject: say('resetSubject'),
    blocks: [
      { kind: 'paragraph', text: say('resetIntro') },
      { kind: 'button', text: say('resetButton'), url: reset.setUpUrl },
      { kind: 'paragraph', text: say('resetHow', { hours: String(reset.expiresInHours) }) },
    ],
    reasons: [say('resetIgnore')],
  }))
}
