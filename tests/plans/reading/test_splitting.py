"""Cells of plans of many issuers, and the units in them."""

import pytest

from plans.reading.phrases import split_units

CELLS = [
    ("UBND tỉnh", ["UBND tỉnh"]),
    (
        "Sở Nông nghiệp và Môi trường, Sở Tài chính, UBND các huyện, thành phố",
        ["Sở Nông nghiệp và Môi trường", "Sở Tài chính", "UBND các huyện, thành phố"],
    ),
    ("UBND các huyện, thị xã, thành phố", ["UBND các huyện, thị xã, thành phố"]),
    (
        "Ủy ban nhân dân các xã, phường, đặc khu và các đơn vị liên quan",
        ["Ủy ban nhân dân các xã, phường, đặc khu", "các đơn vị liên quan"],
    ),
    (
        "Công an tỉnh, Bộ Chỉ huy Quân sự tỉnh, Bộ Chỉ huy Bộ đội Biên phòng tỉnh",
        ["Công an tỉnh", "Bộ Chỉ huy Quân sự tỉnh", "Bộ Chỉ huy Bộ đội Biên phòng tỉnh"],
    ),
    ("Bộ CHQS tỉnh; Công an tỉnh", ["Bộ CHQS tỉnh", "Công an tỉnh"]),
    ("Đài PT-TH tỉnh, Báo Nghệ An", ["Đài PT-TH tỉnh", "Báo Nghệ An"]),
    ("Báo và Phát thanh, Truyền hình Bắc Ninh", ["Báo và Phát thanh, Truyền hình Bắc Ninh"]),
    ("Báo và Đài Phát thanh, Truyền hình tỉnh", ["Báo và Đài Phát thanh, Truyền hình tỉnh"]),
    (
        "Đài Phát thanh và Truyền hình tỉnh, Cổng Thông tin điện tử tỉnh",
        ["Đài Phát thanh và Truyền hình tỉnh", "Cổng Thông tin điện tử tỉnh"],
    ),
    ("Cục Khoa học, Công nghệ và Thông tin", ["Cục Khoa học, Công nghệ và Thông tin"]),
    (
        "Viện Khoa học Giáo dục Việt Nam, Cục Khoa học, Công nghệ và Thông tin",
        ["Viện Khoa học Giáo dục Việt Nam", "Cục Khoa học, Công nghệ và Thông tin"],
    ),
    ("Vụ Kế hoạch - Tài chính", ["Vụ Kế hoạch - Tài chính"]),
    ("Vụ Giáo dục Phổ thông, Vụ Pháp chế", ["Vụ Giáo dục Phổ thông", "Vụ Pháp chế"]),
    ("Cục Nhà giáo và Cán bộ quản lý giáo dục", ["Cục Nhà giáo và Cán bộ quản lý giáo dục"]),
    ("Các trường sư phạm và các Sở Giáo dục và Đào tạo", ["Các trường sư phạm", "các Sở Giáo dục và Đào tạo"]),
    ("Cục Học sinh, sinh viên, Báo Giáo dục và Thời đại", ["Cục Học sinh, sinh viên", "Báo Giáo dục và Thời đại"]),
    (
        "Nhà xuất bản Giáo dục Việt Nam; các Sở Giáo dục và Đào tạo",
        ["Nhà xuất bản Giáo dục Việt Nam", "các Sở Giáo dục và Đào tạo"],
    ),
    ("Phòng Kinh tế, Hạ tầng và Đô thị", ["Phòng Kinh tế, Hạ tầng và Đô thị"]),
    (
        "Ban Chỉ huy Quân sự phường, Phòng Kinh tế, Hạ tầng và Đô thị",
        ["Ban Chỉ huy Quân sự phường", "Phòng Kinh tế, Hạ tầng và Đô thị"],
    ),
    ("Công an phường; các tổ dân phố", ["Công an phường", "các tổ dân phố"]),
    ("Ban Thường trực Ủy ban MTTQ Việt Nam phường", ["Ban Thường trực Ủy ban MTTQ Việt Nam phường"]),
    (
        "Hội Liên hiệp Phụ nữ phường; Đoàn Thanh niên phường",
        ["Hội Liên hiệp Phụ nữ phường", "Đoàn Thanh niên phường"],
    ),
    ("Văn phòng HĐND và UBND phường", ["Văn phòng HĐND và UBND phường"]),
    ("Phòng Văn hóa - Xã hội", ["Phòng Văn hóa - Xã hội"]),
    ("Bộ Chỉ huy Quân sự thành phố, Sở Xây dựng", ["Bộ Chỉ huy Quân sự thành phố", "Sở Xây dựng"]),
    ("Công ty Thoát nước và Xử lý nước thải Đà Nẵng", ["Công ty Thoát nước và Xử lý nước thải Đà Nẵng"]),
    (
        "Sở Nông nghiệp và Môi trường, các doanh nghiệp viễn thông",
        ["Sở Nông nghiệp và Môi trường", "các doanh nghiệp viễn thông"],
    ),
    ("các hệ thống phân phối", ["các hệ thống phân phối"]),
    ("UBND các xã, phường, đặc khu Hoàng Sa", ["UBND các xã, phường, đặc khu Hoàng Sa"]),
    ("Các sở, ban, ngành tỉnh, UBND các xã, phường", ["Các sở, ban, ngành tỉnh", "UBND các xã, phường"]),
    ("Các đơn vị thuộc Bộ, các Sở Giáo dục và Đào tạo", ["Các đơn vị thuộc Bộ", "các Sở Giáo dục và Đào tạo"]),
    ("Các phòng, đơn vị, tổ dân phố", ["Các phòng, đơn vị", "tổ dân phố"]),
    ("Thuế tỉnh Bắc Ninh; Sở Xây dựng", ["Thuế tỉnh Bắc Ninh", "Sở Xây dựng"]),
    ("Sở Nội vụ, Thanh tra tỉnh", ["Sở Nội vụ", "Thanh tra tỉnh"]),
    ("Các sở, ban, ngành (trừ Sở Y tế), UBND cấp xã", ["Các sở, ban, ngành (trừ Sở Y tế)", "UBND cấp xã"]),
    ("Các Sở, ban, ngành trừ Sở Y tế và Sở Nội vụ", ["Các Sở, ban, ngành trừ Sở Y tế và Sở Nội vụ"]),
    (
        "UBND các xã, phường (trừ phường Hoàn Kiếm, phường Cửa Nam); Sở Nội vụ",
        ["UBND các xã, phường (trừ phường Hoàn Kiếm, phường Cửa Nam)", "Sở Nội vụ"],
    ),
    ("Các Sở: Tài chính, Nội vụ, Y tế", ["Sở Tài chính", "Sở Nội vụ", "Sở Y tế"]),
    (
        "Các Sở: Khoa học và Công nghệ, Giáo dục và Đào tạo; UBND các xã, phường",
        ["Sở Khoa học và Công nghệ", "Sở Giáo dục và Đào tạo", "UBND các xã, phường"],
    ),
    ("các Sở Tài chính, Nội vụ, Xây dựng", ["Sở Tài chính", "Sở Nội vụ", "Sở Xây dựng"]),
    (
        "UBND các phường: Cầu Giấy, Nghĩa Đô, Yên Hòa",
        ["UBND phường Cầu Giấy", "UBND phường Nghĩa Đô", "UBND phường Yên Hòa"],
    ),
    ("UBND phường Cầu Giấy, UBND phường Yên Hòa", ["UBND phường Cầu Giấy", "UBND phường Yên Hòa"]),
    (
        "Giám đốc Sở Tài chính, Chủ tịch UBND các xã, phường",
        ["Giám đốc Sở Tài chính", "Chủ tịch UBND các xã, phường"],
    ),
    (
        "Thủ trưởng các sở, ban, ngành; Chủ tịch UBND các xã, phường",
        ["Thủ trưởng các sở, ban, ngành", "Chủ tịch UBND các xã, phường"],
    ),
    ("Viettel Nghệ An, VNPT Nghệ An, Bưu điện tỉnh", ["Viettel Nghệ An", "VNPT Nghệ An", "Bưu điện tỉnh"]),
    ("Hội Nông dân, Hội LHPN, Tỉnh đoàn", ["Hội Nông dân", "Hội LHPN", "Tỉnh đoàn"]),
    ("Ban Quản lý Khu kinh tế và các khu công nghiệp tỉnh", ["Ban Quản lý Khu kinh tế và các khu công nghiệp tỉnh"]),
    (
        "Ban Quản lý dự án đầu tư xây dựng tỉnh, Kho bạc Nhà nước khu vực X",
        ["Ban Quản lý dự án đầu tư xây dựng tỉnh", "Kho bạc Nhà nước khu vực X"],
    ),
    (
        "Sở Văn hóa, Thể thao và Du lịch; Sở Lao động - Thương binh và Xã hội",
        ["Sở Văn hóa, Thể thao và Du lịch", "Sở Lao động - Thương binh và Xã hội"],
    ),
    ("Sở Lao động, Thương binh và Xã hội, Sở Y tế", ["Sở Lao động, Thương binh và Xã hội", "Sở Y tế"]),
    ("Sở Tài chính (chủ trì); Sở Nội vụ (phối hợp)", ["Sở Tài chính", "Sở Nội vụ"]),
    ("1. Sở Tài chính\n2. Sở Nội vụ", ["Sở Tài chính", "Sở Nội vụ"]),
    ("- Sở Tài chính;\n- Sở Nội vụ.", ["Sở Tài chính", "Sở Nội vụ"]),
    ("Sở Tài chính/Sở Nội vụ", ["Sở Tài chính", "Sở Nội vụ"]),
    ("Sở Tài chính - Sở Nội vụ", ["Sở Tài chính", "Sở Nội vụ"]),
    ("Sở KH&CN, Sở TT&TT và Văn phòng UBND tỉnh", ["Sở KH&CN", "Sở TT&TT", "Văn phòng UBND tỉnh"]),
    ("VP UBND TP, STC, CATP", ["VP UBND TP", "STC", "CATP"]),
    ("Sở Tư pháp, Thành đoàn Hà Nội", ["Sở Tư pháp", "Thành đoàn Hà Nội"]),
    (
        "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh và các tổ chức chính trị - xã hội",
        ["Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", "các tổ chức chính trị - xã hội"],
    ),
    ("Ban Tuyên giáo và Dân vận Tỉnh ủy", ["Ban Tuyên giáo và Dân vận Tỉnh ủy"]),
    ("Sở Y tế, các cơ quan, đơn vị, địa phương liên quan", ["Sở Y tế", "các cơ quan, đơn vị, địa phương liên quan"]),
    ("Các cơ quan, đơn vị, địa phương", ["Các cơ quan, đơn vị, địa phương"]),
    ("Các sở, ban, ngành, đoàn thể tỉnh; UBND cấp huyện", ["Các sở, ban, ngành, đoàn thể tỉnh", "UBND cấp huyện"]),
    (
        "Các sở, ban, ngành và UBND các huyện, thành phố, thị xã",
        ["Các sở, ban, ngành", "UBND các huyện, thành phố, thị xã"],
    ),
    ("Các Sở: XD, TC và các đơn vị có liên quan", ["Sở XD", "Sở TC", "các đơn vị có liên quan"]),
    ("SỞ TÀI CHÍNH, SỞ NỘI VỤ", ["SỞ TÀI CHÍNH", "SỞ NỘI VỤ"]),
    ("sở tài chính, sở nội vụ", ["sở tài chính", "sở nội vụ"]),
    (
        "Trường Đại học Thủ đô Hà Nội, Trường Chính trị Lê Hồng Phong",
        ["Trường Đại học Thủ đô Hà Nội", "Trường Chính trị Lê Hồng Phong"],
    ),
    ("Liên minh Hợp tác xã, Hội Doanh nghiệp nhỏ và vừa", ["Liên minh Hợp tác xã", "Hội Doanh nghiệp nhỏ và vừa"]),
    ("Trung tâm Xúc tiến Đầu tư, Thương mại, Du lịch", ["Trung tâm Xúc tiến Đầu tư, Thương mại, Du lịch"]),
    ("Trung tâm Công nghệ thông tin và Truyền thông", ["Trung tâm Công nghệ thông tin và Truyền thông"]),
    ("Chủ đầu tư, nhà thầu thi công", ["Chủ đầu tư", "nhà thầu thi công"]),
    ("Điện lực tỉnh và các doanh nghiệp viễn thông", ["Điện lực tỉnh", "các doanh nghiệp viễn thông"]),
    ("Đài Khí tượng Thủy văn khu vực Trung Trung Bộ", ["Đài Khí tượng Thủy văn khu vực Trung Trung Bộ"]),
    ("Ban Chỉ đạo 35, Tổ công tác Đề án 06", ["Ban Chỉ đạo 35", "Tổ công tác Đề án 06"]),
    (
        "Phòng Giáo dục và Đào tạo huyện, các trường học trên địa bàn",
        ["Phòng Giáo dục và Đào tạo huyện", "các trường học trên địa bàn"],
    ),
    (
        "UBND phường Hòa Khánh, Hải Châu và Thanh Khê",
        ["UBND phường Hòa Khánh", "UBND phường Hải Châu", "UBND phường Thanh Khê"],
    ),
    ("UBND 11 huyện, thị xã, thành phố", ["UBND 11 huyện, thị xã, thành phố"]),
    ("Các bộ, ngành, địa phương", ["Các bộ, ngành, địa phương"]),
    ("Bộ Tài chính, Bộ Nội vụ và các bộ, ngành liên quan", ["Bộ Tài chính", "Bộ Nội vụ", "các bộ, ngành liên quan"]),
    (
        "Ngân hàng Nhà nước Chi nhánh Khu vực 8, các tổ chức tín dụng",
        ["Ngân hàng Nhà nước Chi nhánh Khu vực 8", "các tổ chức tín dụng"],
    ),
]


@pytest.mark.parametrize(("cell", "units"), CELLS, ids=[cell for cell, _ in CELLS])
def test_a_cell_of_any_issuer_is_cut_into_units(cell: str, units: list[str]):
    assert split_units(cell) == units
