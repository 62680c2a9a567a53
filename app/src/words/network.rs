//! What the app says about service guides and about checking a service point.

super::words! {
    point_check = "我核对过，信息没变", "I checked: all of this still holds";
    point_check_text = "会公开记下是谁在哪一天核对的；超过 90 天没人核对，公示上就会提醒来办事的人先打电话。", "Who checked on which day is published. After 90 days without a check the board tells visitors to call first.";
    new_guide = "发布办事指南", "Publish a service guide";
    new_guide_hint = "办什么事、带什么材料、走什么流程、多久办好，一次说清。", "What is done, which papers, which steps, how long: told at once.";
    correct_guide = "更正办事指南", "Correct the service guide";
    withdraw_guide = "停止办理", "Stop handling it";
    withdraw_guide_text = "指南页面会保留，写明何时、为什么停止办理。", "The page stays and says when and why it is no longer handled.";
    guide_steps_hint = "按先后顺序，一步一步写。", "One thing after another, in order.";
    guide_limit_hint = "照原文写，如“20 个工作日”。", "As it is written, such as '20 working days'.";
    describe = "单位信息和热线", "The organisation and its hotlines";
    describe_hint = "名称、地址、服务热线、联系人。热线会显示在每一页公示的底部，点一下就能拨打。", "Name, place, hotlines, whom to call. Hotlines stand under every page of the board, one tap to call.";
    about_organisation = "单位简介", "About the organisation";
    places_hint = "写“纬度，经度”，用卫星定位（WGS 84）的度数，如 30.123456，119.123456。", "Latitude, longitude in degrees as satellites give them (WGS 84), such as 30.123456, 119.123456.";
    place_wrong = "看不懂这个位置。先写纬度再写经度，都用小数度数。", "This place is not understood. Latitude first, then longitude, in decimal degrees.";
    access_note = "无障碍说明", "About accessibility";
    kind_described = "单位信息", "Description of the organisation";
    kind_guide = "办事指南", "Service guide";
    kind_guide_revised = "办事指南更正", "Correction of a service guide";
    kind_guide_withdrawn = "办事指南停止办理", "Service guide withdrawn";
    kind_point_checked = "网点核对", "Check of a service point";
}

super::sentences! {
    hours_past_midnight(spans: &str) = "{spans} 跨过零点，会显示为到次日结束。如果写反了，请改正。", "{spans} runs past midnight and is shown as ending on the next day. Correct it if that is the wrong way round.";
}
