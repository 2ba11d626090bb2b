// Charts from the JSON beside them. The library is fetched only where a page has a chart.
(() => {
  "use strict";
  const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const drawn = new Map();

  const base = () => ({
    animation: false,
    aria: { enabled: false },
    color: ["--accent-fill", "--attention-fill", "--ok-fill", "--information-fill", "--overdue-fill"].map(token),
    textStyle: { color: token("--ink"), fontFamily: token("--sans"), fontSize: 12 },
    grid: { left: 8, right: 96, top: 36, bottom: 8, containLabel: true },
    tooltip: { trigger: "axis", backgroundColor: token("--surface"), borderColor: token("--line"), textStyle: { color: token("--ink") } },
  });

  const axes = (chart) => ({
    xAxis: { type: "category", data: chart.x, axisLine: { lineStyle: { color: token("--line-strong") } }, axisTick: { show: false }, axisLabel: { color: token("--ink-soft") } },
    yAxis: { type: "value", name: chart.unit, nameTextStyle: { color: token("--ink-soft"), align: "left" }, axisLabel: { color: token("--ink-soft") }, splitLine: { lineStyle: { color: token("--line") } } },
  });

  const target = (chart) => chart.target === undefined ? undefined : {
    silent: true,
    symbol: "none",
    lineStyle: { color: token("--ink-soft"), type: "dashed" },
    label: { formatter: chart.targetLabel || "{c}", color: token("--ink-soft"), position: "insideEndTop" },
    data: [{ yAxis: chart.target }],
  };

  // Lines are named at their end, so that no legend has to be matched by colour.
  const series = (chart) => chart.series.map((one, index) => ({
    type: chart.kind,
    name: one.name,
    data: one.values,
    symbol: ["circle", "rect", "triangle", "diamond"][index % 4],
    symbolSize: 5,
    barMaxWidth: 32,
    endLabel: { show: chart.kind === "line", formatter: "{a}", color: token("--ink") },
    markLine: index === 0 ? target(chart) : undefined,
  }));

  const heat = (chart) => ({
    tooltip: { ...base().tooltip, trigger: "item", formatter: ({ value: [x, y, count] }) => `${chart.series[y].name} ${chart.x[x]}: ${count}` },
    xAxis: { ...axes(chart).xAxis },
    yAxis: { type: "category", data: chart.series.map((one) => one.name), axisLabel: { color: token("--ink-soft") } },
    visualMap: { min: 0, max: Math.max(1, ...chart.series.flatMap((one) => one.values)), calculable: false, orient: "vertical", right: 0, top: "center", textStyle: { color: token("--ink-soft") }, inRange: { color: [token("--sunken"), token("--accent-fill")] } },
    series: [{ type: "heatmap", data: chart.series.flatMap((one, y) => one.values.map((value, x) => [x, y, value])), label: { show: false } }],
  });

  const option = (chart) => {
    if (chart.option) return { ...base(), ...chart.option };
    if (chart.kind === "heat") return { ...base(), ...heat(chart) };
    // A press on a name takes its series out, or back in.
    const legend = chart.series.length > 1 ? { legend: { top: 0, right: 8, icon: "roundRect", textStyle: { color: token("--ink") }, inactiveColor: token("--line-strong") } } : {};
    return { ...base(), ...axes(chart), ...legend, series: series(chart) };
  };

  const draw = (holder) => {
    const data = document.getElementById(holder.dataset.chart);
    if (!data || !window.echarts) return;
    const chart = drawn.get(holder) || window.echarts.init(holder, null, { renderer: "svg" });
    drawn.set(holder, chart);
    chart.setOption(option(JSON.parse(data.textContent)), true);
  };

  const holders = () => [...document.querySelectorAll("[data-chart]")].filter((holder) => holder.dataset.library);

  const start = () => {
    const waiting = holders().filter((holder) => !drawn.has(holder));
    if (!waiting.length) return;
    waiting.forEach((holder) => holder.classList.add("ready"));
    if (window.echarts) {
      waiting.forEach(draw);
      return;
    }
    const script = document.createElement("script");
    script.src = waiting[0].dataset.library;
    script.onload = () => waiting.forEach(draw);
    document.head.append(script);
  };

  const redraw = () => drawn.forEach((_, holder) => draw(holder));
  addEventListener("resize", () => drawn.forEach((chart) => chart.resize()));
  document.addEventListener("huiyin:theme", redraw);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  document.addEventListener("htmx:afterSettle", start);
  start();
})();
