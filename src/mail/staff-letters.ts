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
