import type { StoryText } from './stories.ts'

/** The short stories, newest first. People and places are invented. */
export const shortStories: StoryText[] = [
  {
    slug: 'xe-buyt-dem-so-7',
    section: { slug: 'do-thi', name: 'Đô thị' },
    title: 'Xe buýt đêm số 7 chạy đến một giờ sáng',
    description:
      'Sau sáu tuần chạy thử, chuyến cuối sẽ rời bến Cầu Gỗ lúc 1 giờ, kịp đón người tan ca ở chợ đầu mối và bệnh viện.',
    author: 'Minh Khuê',
    minutesBeforeEdition: 125,
    figure: {
      name: 'xe-buyt',
      alt: 'Tranh vẽ: chiếc xe buýt sáng đèn chạy qua dãy phố khuya dưới trăng.',
      caption: 'Sau nửa đêm, đèn trong xe được giảm một nửa để khách chợp mắt. Tranh: Bến Sông',
    },
    body: [
      'Từ tối thứ Hai, tuyến xe buýt số 7 có thêm bốn chuyến sau 22 giờ. Xe chạy cách nhau bốn mươi lăm phút, lộ trình giữ nguyên như ban ngày, riêng trạm Vườn Trầu được dời lên trước cổng bệnh viện để người trực đêm khỏi phải băng qua đường.',
      'Trong sáu tuần chạy thử, mỗi chuyến muộn chở trung bình ba mươi mốt khách. Đông nhất là chuyến 0 giờ 15 phút: người bốc hàng ở chợ đầu mối, sinh viên làm thêm ở quán ăn, vài nhạc công ôm đàn ngồi hàng ghế cuối. Bác tài Sáu Hiền, người cầm lái chuyến ấy, dần thuộc giờ về của từng người. “Thiếu ai là cả xe ngó ra cửa sổ”, ông kể.',
      'Giá vé không đổi. Sau nửa đêm, đèn trong xe giảm một nửa, tên trạm hiện bằng chữ lớn trên màn hình phía trước thay cho tiếng loa. Ba tháng nữa, ban điều hành tuyến sẽ tổng kết rồi mới quyết định có làm tương tự với tuyến số 3 và số 12 hay không.',
    ],
    invitation: 'Nếu thường về khuya, bạn mong có thêm chuyến nào, dừng ở trạm nào?',
    tags: ['xe buýt đêm', 'giao thông công cộng'],
  },
  {
    slug: 'moi-nha-mot-goc-bang-lang',
    section: { slug: 'moi-truong', name: 'Môi trường' },
    title: 'Mỗi nhà một gốc bằng lăng',
    description:
      'Cư dân đường Bờ Kè cùng trồng 120 cây bóng mát và chia nhau tưới qua mùa khô đầu tiên.',
    author: 'Quế Lâm',
    minutesBeforeEdition: 940,
    figure: {
      name: 'bang-lang',
      alt: 'Tranh vẽ: hàng cây bằng lăng non có cọc chống và thẻ gỗ dọc bờ kè, xa xa là mặt sông.',
      caption: 'Trên mỗi cọc chống là tấm thẻ gỗ ghi tên người nhận chăm cây. Tranh: Bến Sông',
    },
    body: [
      'Hơn một cây số đường Bờ Kè vốn chỉ có nắng. Sáng Chủ nhật vừa rồi, 120 cây bằng lăng non được trồng dọc vỉa hè, gốc này cách gốc kia mười lăm bước chân. Việc xong trước mười giờ, vì hầu như nhà nào cũng có người ra đào.',
      'Mỗi cọc chống buộc một tấm thẻ gỗ ghi tên người nhận chăm. Có thẻ ghi tên cả gia đình, có thẻ chỉ vỏn vẹn “Tiệm may cô Út”, có thẻ được học trò lớp ba vẽ thêm một con sâu đang cười. Người nhận cây hứa tưới hai lần mỗi tuần cho tới mùa mưa. Nhà nào đi vắng thì lật thẻ lại, hàng xóm trông thấy sẽ tưới thay.',
      'Bằng lăng được chọn vì rễ ít làm nứt vỉa hè, và vì số đông muốn có một con đường tím vào tháng Năm. Các hộ bán nước đề nghị chừa sáu khoảng trống để đặt ghế dài; ghế đang được đóng từ gỗ của cây cầu cũ.',
      'Vườn ươm còn giữ bốn mươi cây con để thay cho những gốc không qua nổi mùa khô. Tổ dân phố mong sẽ không phải dùng hết.',
    ],
    invitation:
      'Trước nhà bạn đang thiếu một bóng cây, hay đã có một cái cây đáng kể? Hãy kể cho tòa soạn.',
    tags: ['cây xanh', 'đường Bờ Kè'],
  },
  {
    slug: 'cho-noi-hop-lai',
    section: { slug: 'doi-song', name: 'Đời sống' },
    title: 'Chợ nổi Vàm Sậy họp lại vào sáng Chủ nhật',
    description:
      'Sau hai năm vắng bóng, hơn ba mươi ghe hàng đã trở về khúc sông cũ, lần này có lối riêng cho khách bơi xuồng.',
    author: 'Út Trầm',
    minutesBeforeEdition: 1_530,
    figure: {
      name: 'cho-noi',
      alt: 'Tranh vẽ: hai chiếc ghe chở trái cây buổi sớm, cây bẹo treo khóm, củ sắn và một tàu lá.',
      caption: 'Treo gì bán nấy: cây bẹo là bảng hiệu của chợ nổi. Tranh: Bến Sông',
    },
    body: [
      'Năm giờ sáng, sương còn nằm trên mặt nước, cây bẹo đầu tiên đã dựng lên: một trái khóm, hai củ sắn và một tàu lá dừa. Ở chợ nổi, treo gì bán nấy, không cần bảng hiệu. Còn treo tàu lá là bán luôn chiếc ghe.',
      'Chợ Vàm Sậy thưa dần từ khi có cầu, rồi nghỉ hẳn. Gầy lại chợ là một nhóm bạn hàng cũ, mỗi tuần rủ thêm vài nhà. Chủ nhật vừa qua, họ đếm được ba mươi tư ghe: mười hai ghe trái cây, bảy ghe rau, ba ghe bún, một ghe chỉ bán hoa giấy ươm trong gáo dừa, còn lại là hàng khô và đồ gốm.',
      'Để khách phương xa khỏi chen vào lối của ghe tải, chợ đặt một dãy phao riêng cho xuồng và một bến đi bộ cạnh gốc gừa. Rác được gom lên hai chiếc bè tre, cuối buổi chở vào bờ. Bún nước lèo múc trong tô sành, ăn xong trả tô.',
      'Chợ họp từ 5 giờ đến khoảng 9 giờ. Bà Năm Hường, bán bún từ hồi mười sáu tuổi, nhắn rằng ai muốn có chả cua thì nên tới trước bảy giờ.',
    ],
    invitation: 'Nhắc đến chợ nổi, bạn nhớ món ăn nào, tiếng rao nào?',
    tags: ['chợ nổi', 'Vàm Sậy', 'ẩm thực'],
  },
  {
    slug: 'lop-sua-do-cu',
    section: { slug: 'giao-duc', name: 'Giáo dục' },
    title: 'Mang quạt hỏng đến, mang nghề về',
    description:
      'Tối thứ Tư hằng tuần, một lớp học ở chung cư Hoa Gạo chỉ dạy một việc: sửa những món đồ tưởng đã phải bỏ đi.',
    author: 'Nhật Thu',
    minutesBeforeEdition: 2_290,
    figure: {
      name: 'sua-do',
      alt: 'Tranh vẽ: chiếc quạt bàn cũ, cái radio và mấy hũ linh kiện dưới ngọn đèn trên bàn thợ.',
      caption: 'Món nào không cứu nổi thì được tháo lấy linh kiện, cất vào hũ. Tranh: Bến Sông',
    },
    body: [
      'Lớp không có giáo trình. Ai đến cũng mang theo một món đồ hỏng, đặt lên bàn, kể nó hỏng thế nào, rồi cả nhóm cùng mở ra xem. Tối thứ Tư tuần trước, trên bàn có bốn chiếc quạt, một bàn ủi, hai cái radio và một con búp bê không còn biết hát.',
      'Người hướng dẫn là thầy Bảo, thợ điện đã nghỉ hưu. Thầy có một nguyên tắc: chủ đồ phải tự cầm tua vít. “Tôi mà sửa giúp thì lần sau nó hỏng, bạn lại phải đi tìm tôi”, thầy nói. Thầy chỉ ngồi cạnh, hỏi từng câu một, cho đến khi người học tự nhìn ra sợi dây bị đứt.',
      'Sau mười một buổi, lớp đã cứu được chín mươi sáu trong số một trăm bốn mươi món. Những món còn lại được tháo lấy linh kiện, chia vào các hũ thủy tinh có dán nhãn. Nhờ mấy cái hũ ấy, con búp bê hát lại được bằng chiếc loa của một đồng hồ báo thức.',
      'Lớp mở cửa từ 19 giờ đến 21 giờ ở phòng sinh hoạt tầng trệt, không thu phí, không cần ghi danh. Chỉ xin mỗi người mang thêm một cái ghế.',
    ],
    invitation: 'Bạn từng tự tay sửa món đồ cũ nào mà đến giờ vẫn không nỡ bỏ?',
    tags: ['sửa đồ cũ', 'học nghề', 'sống tiết kiệm'],
  },
]
