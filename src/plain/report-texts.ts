/** What reports of comments are called, under the widget's names. */
export const reportTexts = {
  vi: {
    report: 'Báo vi phạm',
    reportTitle: 'Lý do',
    reportSpam: 'Spam, quảng cáo',
    reportAbuse: 'Xúc phạm, thô tục',
    reportFalse: 'Thông tin sai sự thật',
    reportPrivate: 'Lộ thông tin cá nhân',
    reportOther: 'Khác',
    reportSend: 'Gửi báo cáo',
    reported: 'Cảm ơn bạn. Ban biên tập sẽ xem xét.',
  },
  en: {
    report: 'Report',
    reportTitle: 'Reason',
    reportSpam: 'Spam, advertising',
    reportAbuse: 'Insulting, vulgar',
    reportFalse: 'False information',
    reportPrivate: 'Reveals private data',
    reportOther: 'Something else',
    reportSend: 'Send report',
    reported: 'Thank you. The editors will look at it.',
  },
}
