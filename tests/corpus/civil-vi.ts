/** Written for this project: what readers say under articles, many with words that look like rude ones. */
export const civil = `
Bài viết rất hay, cảm ơn tòa soạn đã lên tiếng giúp người dân chúng tôi.
Tôi ở gần khu vực này, mỗi lần mưa lớn là nước ngập đến đầu gối.
Hèn chi mấy hôm nay thấy xe múc đậu đầy đường, hóa ra là làm cống.
Giá vé tăng gấp rưỡi mà chất lượng vẫn như cũ thì khó mà thuyết phục được ai.
Ông bà mình nói không sai: cha mẹ sinh con, trời sinh tính.
Các bạn trẻ bây giờ áp lực lắm, đừng trách các cháu nữa.
Mẹ tôi năm nay 82 tuổi vẫn tự đi chợ, nấu cơm cho cả nhà.
Con chó nhà tôi cũng bị đánh bả, đau lòng mà không biết kêu ai.
Nuôi chó thì phải rọ mõm, ra đường phải có dây xích, luật đã quy định rồi.
Mưa đụ đụ thế này thì còn kẹt xe dài dài, bà con nhớ mang áo mưa.
Buổi sáng đi làm, buổi chiều đón con, tối lại họp trực tuyến, đời công chức cũng chẳng sướng gì.
Lon nước ngọt vứt đầy bãi biển, nhìn mà xót.
Lớn lên rồi mới hiểu vì sao ba mẹ hay lo.
Số tiền lớn như vậy mà chuyển nhầm thì phải trả lại, giữ là phạm luật.
Tôi không đồng tình với cách xử lý này, cần công khai danh sách các hộ được đền bù.
Cặp song sinh dễ thương quá, chúc hai bé mau ăn chóng lớn.
Cạc đồ họa bây giờ đắt gấp đôi, muốn ráp máy cũng phải nghĩ lại.
Bệnh viện quá tải thì phải xây thêm, đừng bắt người bệnh nằm ghép mãi.
Cháu tôi thi được 27 điểm mà vẫn trượt nguyện vọng một, buồn không tả nổi.
Đề nghị Sở Giao thông xem lại đèn tín hiệu ở ngã tư này, 15 giây không đủ cho người già qua đường.
Ngủ một giấc dậy thấy giá vàng lên thêm hai triệu, hết dám mua nhẫn cưới.
Ngu dốt không đáng xấu hổ, không chịu học mới đáng xấu hổ, thầy tôi dạy vậy.
Đọc xong thấy thương các chị công nhân quá, tăng ca đến 9 giờ tối còn phải về nấu cơm.
Nhà cái gì cũng có, chỉ thiếu tiếng cười con trẻ.
Căn nhà cái nào cũng dột, sửa chỗ này hỏng chỗ kia.
Cho tôi hỏi thủ tục cấp đổi sổ hồng hiện nay làm ở xã hay ở tỉnh?
Ở quê tôi người ta bắt ốc, bắt cá bằng tay, vui lắm các bác ạ.
Vay ngân hàng thì phải có tài sản, người nghèo biết vay đâu ngoài tín dụng đen.
Tín dụng đen là tội phạm, phải xử nghiêm để làm gương.
Công an vừa phá đường dây đánh bạc nghìn tỷ, hoan hô các anh.
Cá độ phá nát bao nhiêu gia đình rồi, mong các em học sinh tránh xa.
Chồng tôi từng mê cá độ, bán cả xe, giờ tỉnh ra thì con đã lớn.
Lừa đảo việc nhẹ lương cao đã cảnh báo bao nhiêu lần mà vẫn có người mắc bẫy.
Nhiều sinh viên bị lừa vì tin vào quảng cáo kiếm tiền trên mạng, nhà trường nên cảnh báo sớm.
Mong báo tiếp tục theo vụ này đến cùng.
Tại sao dự án treo 20 năm mà không thu hồi? Người dân muốn xây cái nhà cũng không được.
Xem lại đoạn phim thì rõ ràng tài xế xe tải không nhường đường.
Nghe tin bác mất cháu bàng hoàng quá, xin chia buồn cùng gia đình.
Vĩnh biệt một nghệ sĩ tài hoa, tiếng hát của cô đã theo tôi suốt tuổi thơ.
Đội tuyển đá hay quá, bàn thắng phút 90 làm cả xóm tôi vỡ òa.
Trọng tài bắt thế thì chịu, phạt đền rõ như ban ngày mà không thổi.
Hàng thủ hôm nay chơi như mơ ngủ, thua ba bàn là đúng.
Tiền đạo gì mà ba lần đối mặt không ghi được bàn nào, thay người đi thầy ơi.
Điểm chuẩn năm nay lạm phát thật, 29 điểm mà còn trượt thì đề phải khó hơn nữa.
Học thêm tràn lan là do chương trình quá nặng, không phải lỗi của thầy cô.
Lương giáo viên mầm non 5 triệu, hỏi ai dám theo nghề?
Sao không thấy ai nhắc đến trách nhiệm của chủ đầu tư?
Phạt 500 nghìn thì họ cứ xả tiếp thôi, phải phạt theo doanh thu.
Khói bụi từ nhà máy bay vào tận bếp, quần áo phơi ngoài sân đen sì.
Đề xuất hay nhưng tính khả thi thấp, lấy tiền đâu mà làm?
Anh tôi làm nghề bốc vác ở chợ đầu mối, một đêm được hơn ba trăm nghìn.
Các chú công an phường tôi rất nhiệt tình, làm căn cước có mười phút.
Tôi đã gửi đơn ba lần mà phường vẫn chưa trả lời, xin báo giúp đỡ.
Đường vành đai 3 thông xe thì từ nhà tôi ra sân bay chỉ còn 40 phút.
Xe buýt điện chạy êm, sạch sẽ, có điều 20 phút mới có một chuyến.
Nhớ hồi nhỏ theo ngoại đi chợ nổi, ăn tô bún riêu trên ghe mà ngon đến giờ.
Cái hay của phim là không đổ lỗi cho ai, xem xong cứ day dứt mãi.
Diễn viên trẻ mà diễn nội tâm tốt, chỉ tiếc kịch bản hơi dài dòng.
Phim này xem buồn ngủ, được mỗi cảnh quay đẹp.
Bác sĩ cho hỏi trẻ ba tuổi bị nổi mẩn sau khi ăn tôm thì nên làm gì?
Đái tháo đường ở người trẻ tăng nhanh thật, cơ quan tôi có hai bạn chưa tới 30 đã mắc.
Ông tôi bị đái tháo đường mười năm, ăn uống điều độ nên vẫn khỏe.
Bé nhà em hay đái dầm, lên sáu tuổi có cần đi khám không ạ?
Giun sán cũng từ rau sống mà ra, mọi người nhớ rửa kỹ.
Rau muống nhà trồng chấm mắm cáy thì ăn ba bát cơm.
Bò đỏ là giống bò địa phương, thịt chắc hơn bò lai nhiều.
Ba que kem hết năm chục nghìn, du lịch kiểu này ai dám quay lại.
Con ngu ngơ nhìn mẹ, thương đứt ruột.
Thằng bé nhà tôi cũng mê truyện tranh như vậy, cấm không được nên đành đọc cùng con.
Phố đi bộ buổi tối đông vui, nhưng nhà vệ sinh công cộng thiếu quá.
Kính mong lãnh đạo thành phố về tận nơi xem dân khổ thế nào.
Tôi thấy bài này viết một chiều, chưa hỏi ý kiến của tiểu thương.
Tiểu thương chợ tôi bán từ 4 giờ sáng đến trưa, tiền thuế tiền sạp chiếm gần hết lãi.
Cảm ơn nhóm thiện nguyện đã đưa gạo lên tận bản cho bà con.
Đầu buổi họp thì hứa hẹn, cuối buổi chẳng ai nhắc đến nữa.
Các cụ trong xóm tôi tối nào cũng tập dưỡng sinh, tiếng cười rộn cả góc sân.
Cục nóng điều hòa nhà bên chĩa thẳng vào cửa sổ nhà tôi, góp ý mãi không được.
Nắng nóng 40 độ, công nhân vệ sinh vẫn làm ngoài đường, thương lắm.
Tăng học phí thì phải công khai thu chi, phụ huynh mới yên tâm.
Ủng hộ cấm xe máy cũ vào nội đô, nhưng phải có lộ trình cho người nghèo.
Người nghèo lấy đâu ra tiền đổi xe điện, xin đừng vội.
Chung cư tôi 24 tầng mà có hai thang máy, sáng nào cũng đứng chờ 15 phút.
Ban quản trị chung cư thu phí bảo trì mà không công khai, cư dân phải làm sao?
Giải cứu dưa hấu năm nào cũng diễn ra, sao không quy hoạch vùng trồng?
Điện mặt trời mái nhà là hướng đi đúng, thủ tục cần gọn hơn.
Tôi đi Đà Lạt dịp lễ, kẹt xe từ chân đèo lên tới hồ Xuân Hương.
Khách sạn tăng giá gấp ba ngày lễ, ăn tô phở cũng trăm hai.
Chặt chém du khách là tự giết mình, mất khách rồi mới tiếc.
Thịt heo bán lẻ không giảm dù giá heo hơi rớt, ai hưởng phần chênh?
Xăng giảm mà cước taxi có giảm đâu, tăng thì nhanh lắm.
Em là sinh viên năm cuối, đọc bài này thấy lo cho chuyện việc làm.
Tôi ngoài 40 tuổi mất việc, nộp hồ sơ đâu người ta cũng chê già.
Doanh nghiệp nhỏ như chúng tôi sống được là nhờ khách quen, thủ tục thuế thì rối như canh hẹ.
Quê tôi Bến Tre, mùa hạn mặn phải mua nước ngọt 200 nghìn một khối.
Nước mặn vào tới tận vườn, sầu riêng rụng lá hết, bà con mất trắng.
Báo nói đúng quá, cống thoát nước bị rác bịt kín thì mưa nhỏ cũng ngập.
Ai làm nghề y mới hiểu, trực 24 tiếng xong về nhà không muốn nói câu nào.
Thương cô giáo vùng cao, mỗi tuần vượt 60 cây số đường đất.
Bộ sách mới in đẹp nhưng giá cao gấp đôi, nhà ba đứa con là cả vấn đề.
Tôi nghĩ cả hai bên đều có lỗi, chờ kết luận của cơ quan điều tra đã.
Nếu đúng như lời nhân chứng thì đây là vụ án oan, cần xem xét lại.
Án sơ thẩm tuyên như vậy là còn nhẹ so với hậu quả gây ra.
Kẻ giết người phải đền tội, mong gia đình nạn nhân sớm nguôi ngoai.
Hung thủ đâm chết hai người mà mới 19 tuổi, gia đình và nhà trường ở đâu?
Đường tối không có đèn, tuần trước có người bị xe tải tông chết ngay đầu hẻm.
Xe container chạy trong nội thành giờ cao điểm, sớm muộn cũng có chuyện.
Chúc mừng em, học bổng toàn phần là công sức của bao nhiêu năm.
Ngày xưa nghèo mà vui, cả xóm chung một cái ti vi đen trắng.
Trà đá vỉa hè ngồi mát, nhưng lấn hết lối đi bộ thì cũng không nên.
Món này phải có lá lốt mới thơm, thiếu là hỏng.
Chị cho em xin công thức nấu chè này với, nhìn hấp dẫn quá.
Bún chả Hà Nội ở trong Nam ăn ngọt quá, không quen.
Đính chính giúp: cầu này khánh thành năm 2009 chứ không phải 2011.
Trong bài ghi nhầm tên xã, đúng phải là xã Tân Phú Đông.
Ảnh minh họa không đúng địa điểm, đây là phà Cát Lái chứ không phải phà Bình Khánh.
Có ai biết số điện thoại đường dây nóng của sở không, cho tôi xin với.
Tòa soạn cho hỏi bài trước về vụ này đăng ngày nào, tôi tìm không thấy.
Người ta hơn nhau ở cách ứng xử, nói to chưa chắc đã đúng.
Thôi thì dĩ hòa vi quý, hàng xóm với nhau cả.
Đi phò mã còn phải thi, huống gì làm cán bộ.
Trong truyện cổ, chàng phò mã tốt bụng mới được nhà vua truyền ngôi.
Xóm tôi có quán cơm 2.000 đồng, cô chủ vui tính, ai cũng quý.
Hội quán này hơn 200 năm tuổi, nên trùng tu cẩn thận.
Sân bay mới xa trung tâm quá, phải có tàu nhanh thì mới tiện.
Thuỷ triều lên đúng lúc mưa, khu Thảo Điền lại thành sông.
Hoà bình là điều quý giá nhất, đọc lại ký ức chiến tranh mà rơi nước mắt.
Chả trách người ta bỏ phố về quê, sống vầy mệt quá.
Chỉ mong con học được, khoẻ mạnh, ngoan ngoãn, thế là đủ.
Cứ tưởng khó, làm rồi thấy dễ ợt, cảm ơn bạn hướng dẫn trên cổng dịch vụ công.
Nộp hồ sơ trên mạng mà vẫn bắt in giấy mang lên, vậy số hóa để làm gì?
Phí sân golf bao nhiêu cũng có người đánh, phí đò ngang tăng năm trăm đồng dân đã kêu.
Lô đất cạnh nhà tôi bỏ hoang chục năm, cỏ mọc cao hơn đầu người, muỗi nhiều kinh khủng.
Giấy phép con đẻ ra giấy phép cháu, doanh nghiệp nào chịu nổi.
Đẻ con thứ ba giờ không bị phạt nữa, vợ chồng tôi cũng đang tính.
Bạn nào nói dân mình vô ý thức thì nên nhìn lại hạ tầng trước.
Tôi bị khuyết tật chân, vỉa hè không có lối lên cho xe lăn thì đi kiểu gì?
Ý kiến riêng của tôi: nên giữ lại hàng cây, hẹp đường một chút cũng được.
Chặt cây xong rồi mới hỏi dân thì hỏi làm gì nữa.
Ca sĩ này hát trực tiếp rất chắc giọng, xem trên sân khấu mới thấy hết cái hay.
MC dẫn duyên, nhưng chương trình nhiều quảng cáo quá, 90 phút mà cắt tới sáu lần.
Nhà văn viết về phận người đàn bà làng chài, đọc mà thấy mặn cả trang giấy.
Đồ đàn bà con gái mặc ngày xưa may khéo thật, nhìn ảnh tư liệu mà mê.
Nội quy trường tôi cấm điện thoại từ năm ngoái, các em ra chơi nói chuyện với nhau nhiều hơn hẳn.
Tắm biển xong tôi để đồ trên bờ, quay lại mất sạch, mọi người cẩn thận nhé.
Nghị quyết thì tốt, xuống tới xã lại làm khác, dân chỉ biết kêu trời.
Theo https://chinhphu.vn thì nghị định có hiệu lực từ 1/7, bài viết nên ghi rõ.
`
