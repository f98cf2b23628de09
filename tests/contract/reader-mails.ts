import PostalMime from 'postal-mime'
import { describe, expect, it } from 'vitest'
import { articleAt, type Client, newComment, newShare, PAGES } from './client.ts'

/** What readers are mailed besides articles, and what nobody can make this service mail. */
export function readerMails(client: () => Client) {
  const mailTo = async (address: string, subject: RegExp) => {
    const mail = await client().service.mail(
      ({ envelope, raw }) =>
        envelope.to.includes(address) && subject.test(decodeWords(raw.split('\r\n\r\n')[0] ?? '')),
    )
    return { ...mail, parsed: await PostalMime.parse(mail.raw) }
  }
  const linksIn = (text: string | undefined) =>
    Array.from((text ?? '').matchAll(/https?:\/\/\S+(\/r\/[\w.-]+)/g), ([, path]) => path ?? '')
  const press = async (path = '') => (await client().call('POST', path)).status
  const verified = async (path: string) => {
    const article = { ...articleAt(path), title: `Bài ${path}` }
    await client().admin('PUT', '/v1/admin/articles', { site: 'bao', ...article })
    return article
  }

  describe('mails that readers get', () => {
    it('only an address of the site itself can stand in a share (M02)', async () => {
      const { host } = new URL(PAGES)
      for (const url of [
        'https://evil.example/x',
        `http://${host}@evil.example/x`,
        `http://evil.example\\@${host}/x`,
        `http://${host}.evil.example/x`,
        `//evil.example/x`,
        `javascript:alert(1)//${host}`,
        `http://127.0.0.1:9\u200b.evil.example/x`,
        'https://b\u0430o.example/x',
      ]) {
        const answer = await client().share({ article: { ...articleAt('/m02'), url } })
        expect([answer.status, answer.body.code], url).toEqual([422, 'invalid'])
      }
    })

    it('one friend gets one article once, however often and by whom it is sent, and the answer never tells (M06, M07)', async () => {
      const article = await verified('/m06')
      const send = (sender: string, friend: string) =>
        client().send(
          'POST',
          '/v1/shares',
          newShare({
            article,
            sender: { name: 'Bình', email: `${sender}@thu.example` },
            recipients: [`${friend}@ban.example`],
          }),
        )
      const answers = [
        await send('m06a', 'nan-nhan'),
        await send('m06b', 'nan-nhan'),
        await send('m06c', 'nguoi-moi'),
      ]
      expect(answers.map(({ status, body }) => [status, Object.keys(body), body.state])).toEqual(
        answers.map(() => [202, ['id', 'state'], 'unconfirmed']),
      )
      for (const sender of ['m06a', 'm06b', 'm06c']) {
        const { parsed } = await mailTo(`${sender}@thu.example`, /Xác nhận gửi/)
        const [confirm] = linksIn(parsed.text)
        // Pressed twice it does nothing more.
        expect([await press(confirm), await press(confirm)]).toEqual([200, 200])
      }
      await client().decide(
        'share',
        answers.map(({ body }) => body.id),
        'approved',
      )
      // The last one queued has arrived, and with it whatever would have left before.
      await mailTo('nguoi-moi@ban.example', /gửi bạn bài viết/)
      const { parsed } = await mailTo('nan-nhan@ban.example', /gửi bạn bài viết/)
      expect(parsed.from?.name).toBe('Bình (qua Báo Thử)')
      expect(parsed.replyTo).toMatchObject([{ address: 'm06a@thu.example' }])
      const { body } = await client().admin(
        'GET',
        `/v1/admin/shares?site=bao&article=${encodeURIComponent('/m06')}`,
      )
      const states = body.items.flatMap(({ recipients }: { recipients: { state: string }[] }) =>
        recipients.map(({ state }) => state),
      )
      expect(states.filter((state: string) => state === 'suppressed')).toHaveLength(1)

      const stop = linksIn(parsed.headers.find(({ key }) => key === 'list-unsubscribe')?.value)[0]
      expect(await press(stop)).toBe(200)
      const again = await send('m06d', 'nan-nhan')
      expect([again.status, Object.keys(again.body), again.body.state]).toEqual([
        202,
        ['id', 'state'],
        'unconfirmed',
      ])
    })

    it('whoever confirmed it hears of an approved answer, with one click out of it', async () => {
      const article = await verified('/bao-tin')
      const root = newComment({
        article,
        author: { name: 'Hoà', email: 'bao-tin@thu.example' },
        notify: true,
      })
      expect((await client().send('POST', '/v1/comments', root)).status).toBe(202)
      const asked = await mailTo('bao-tin@thu.example', /Xác nhận nhận tin/)
      expect(await press(linksIn(asked.parsed.text)[0])).toBe(200)
      await client().decide('comment', [root.id], 'approved')
      const reply = newComment({ article, parentId: root.id, body: 'Tôi cũng nghĩ như vậy đấy.' })
      expect((await client().send('POST', '/v1/comments', reply)).status).toBe(202)
      await client().decide('comment', [reply.id], 'approved')
      const { parsed } = await mailTo('bao-tin@thu.example', /trả lời mới/)
      expect(parsed.text).toContain('> Tôi cũng nghĩ như vậy đấy.')
      expect(parsed.text).toContain(`${article.url}#ph-${reply.id}`)
      const header = (name: string) => parsed.headers.find(({ key }) => key === name)?.value
      expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click')
      expect(await press(linksIn(header('list-unsubscribe'))[0])).toBe(200)
    })

    it('the link to one’s data shows it and erases it', async () => {
      const article = await verified('/du-lieu')
      const body = 'Điều này chỉ mình tôi nói thôi.'
      const own = newComment({
        article,
        body,
        author: { name: 'Hoà', email: 'du-lieu@thu.example' },
      })
      await client().send('POST', '/v1/comments', own)
      const asked = await client().call('POST', '/p/bao/my-data', {
        headers: {
          'Content-Type': 'application/x-www-form-urlencoded',
          Origin: client().service.url,
        },
        body: 'email=du-lieu%40thu.example',
      })
      expect([asked.status, asked.headers.get('Location')]).toEqual([
        303,
        '/p/bao/my-data?asked=yes',
      ])
      const { parsed } = await mailTo('du-lieu@thu.example', /Dữ liệu của/)
      const path = linksIn(parsed.text)[0] ?? ''
      expect((await client().get(path)).text).toContain(body)
      const erased = await client().call('POST', path, {
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        body: 'act=erase',
      })
      expect(erased.text).not.toContain(body)
      expect((await client().queue('/du-lieu')).text).not.toMatch(/chỉ mình tôi|du-lieu@/)
    })
  })
}

/** Headers with their encoded words (RFC 2047, base64) read. */
function decodeWords(headers: string): string {
  return headers
    .replace(/\?=\r\n\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?b\?([^?]*)\?=/gi, (_, base64: string) =>
      Buffer.from(base64, 'base64').toString('utf8'),
    )
}
