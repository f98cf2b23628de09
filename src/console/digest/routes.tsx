import { eq } from 'drizzle-orm'
import { Hono } from 'hono'
import * as v from 'valibot'
import { setDigest } from '../../digest/link-page.tsx'
import { moderator } from '../../schema.ts'
import { type DeskEnv, readForm, requirePerson } from '../guard.ts'
import { DeskPage } from '../layout.tsx'
import { viewOf } from '../view.ts'

const texts = {
  title: ['Thư nhắc', 'Reminders'],
  intro: [
    'Khi có mục chờ duyệt lâu hơn mức mà trang quy định, bạn nhận một thư với liên kết mở từng mục.',
    'When something waits longer than its site says, you get a mail with a link to each item.',
  ],
  on: ['Bạn đang nhận thư nhắc.', 'You get these mails.'],
  off: ['Bạn không nhận thư nhắc.', 'You do not get these mails.'],
  turnOn: ['Nhận thư nhắc', 'Send me reminders'],
  turnOff: ['Không nhận nữa', 'No more reminders'],
} as const

/** Whether the person at the desk gets mails about what waits too long. */
export const reminderPages = new Hono<DeskEnv>()
  .get('/reminders', requirePerson('moderator'), async (c) => {
    const { caller, ports, language } = c.var
    const say = (key: keyof typeof texts) => texts[key][language === 'vi' ? 0 : 1]
    const [own] = await ports.db
      .select({ wants: moderator.wantsDigest })
      .from(moderator)
      .where(eq(moderator.id, caller.id))
    const wants = own?.wants ?? false
    return c.html(
      <DeskPage view={viewOf(c.var)} caller={caller} title={say('title')} current="/admin/account">
        <p class="quiet">{say('intro')}</p>
        <p>{say(wants ? 'on' : 'off')}</p>
        <form method="post" action="/admin/reminders">
          <button name="wants" value={wants ? 'no' : 'yes'}>
            {say(wants ? 'turnOff' : 'turnOn')}
          </button>
        </form>
      </DeskPage>,
    )
  })
  .post('/reminders', requirePerson('moderator'), async (c) => {
    const schema = v.strictObject({ wants: v.picklist(['yes', 'no']) })
    const { wants } = await readForm(c.req.raw, schema, c.var.language)
    await setDigest(c.var.ports, c.var.caller.id, wants === 'yes')
    return c.redirect('/admin/reminders', 303)
  })
