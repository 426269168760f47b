package org.deconas.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.deconas.report.Curve.Point;
import org.deconas.report.MeasuredNetwork.Measured;
import org.deconas.report.Plot.Section;
import org.deconas.report.statistics.RankCorrelation.Scores;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws what a report has figures for. */
final class Plots {

    private static final int WIDTH = 800;
    private static final int HEIGHT = 500;
    private static final BasicStroke HAIRLINE = new BasicStroke(0.5f);
    private static final int BAND_OPACITY = 50; // of 255
    private static final double GIGA = 1e9;

    /** Told apart by readers with any colour vision (Okabe and Ito 2008). */
    private static final List<Color> COLOURS =
            List.of(new Color(0, 114, 178), new Color(213, 94, 0), new Color(0, 158, 115), new Color(204, 121, 167));

    private static final Map<Measured, Marker> MARKERS = Map.of(
            Measured.SHARED, SeriesMarkers.CIRCLE,
            Measured.FINALIST, SeriesMarkers.DIAMOND,
            Measured.WINNER, SeriesMarkers.SQUARE);

    private Plots() {}

    static List<Plot> of(Report report) {
        List<Plot> plots = new ArrayList<>();
        String rounds = "by round, over seeds with 95 % confidence band";
        addCurves(plots, Section.REWARD, "Mean reward " + rounds, "round", "reward, dB", report.rewards());
        addCurves(plots, Section.PSNR, "Mean PSNR by shared weights " + rounds, "round", "PSNR, dB", report.psnrs());
        addCurves(plots, Section.PENALTY, "Mean penalty " + rounds, "round", "complexity penalty", report.penalties());
        addCurves(
                plots,
                Section.ENTROPY,
                "Mean policy entropy by version, over seeds with 95 % confidence band",
                "policy version",
                "entropy, nats",
                report.entropies());
        if (!report.networks().isEmpty()) {
            plots.add(pareto(report));
        }
        if (report.rankCorrelation().n() > 0) {
            plots.add(ranks(report));
        }
        return plots;
    }

    private static void addCurves(
            List<Plot> plots, Section section, String title, String x, String y, List<Curve> curves) {
        if (curves.isEmpty()) {
            return;
        }
        XYChart chart = chart(title, x, y);
        for (int i = 0; i < curves.size(); i++) {
            Curve curve = curves.get(i);
            List<Point> banded = curve.points().stream()
                    .filter(point -> point.y().hasInterval())
                    .toList();
            if (!banded.isEmpty()) {
                band(chart, curve.strategy(), banded, COLOURS.get(i % COLOURS.size()));
            }
        }
        for (int i = 0; i < curves.size(); i++) {
            Curve curve = curves.get(i);
            int most = curve.points().stream()
                    .mapToInt(point -> point.y().n())
                    .max()
                    .orElseThrow();
            XYSeries line = chart.addSeries(
                    curve.strategy() + " (n = " + most + ")",
                    values(curve.points(), Point::x),
                    values(curve.points(), point -> point.y().value()));
            Color colour = COLOURS.get(i % COLOURS.size());
            line.setLineColor(colour);
            line.setMarkerColor(colour);
            line.setMarker(curve.points().size() == 1 ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
        }
        plots.add(new Plot(section, title, chart));
    }

    /** There along the upper ends, back along the lower. */
    private static void band(XYChart chart, String strategy, List<Point> points, Color colour) {
        List<Point> back = new ArrayList<>(points);
        Collections.reverse(back);
        double[] x = join(values(points, Point::x), values(back, Point::x));
        double[] y = join(
                values(points, point -> point.y().high()),
                values(back, point -> point.y().low()));
        XYSeries band = chart.addSeries(strategy + ", 95 %", x, y);
        band.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
        band.setFillColor(new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), BAND_OPACITY));
        band.setLineColor(new Color(0, 0, 0, 0));
        band.setMarker(SeriesMarkers.NONE);
        band.setShowInLegend(false);
    }

    private static Plot pareto(Report report) {
        String title = "PSNR above bicubic against multiply-adds";
        XYChart chart =
                chart(title, "multiply-adds for 1280x720, G", "PSNR above bicubic, on all validation patches, dB");
        for (Measured weights : Measured.values()) {
            List<MeasuredNetwork> all = report.measured(weights);
            if (all.isEmpty()) {
                continue;
            }
            Color colour = COLOURS.get(weights.ordinal());
            XYSeries points = scatter(
                    chart,
                    weights + " (n = " + all.size() + ")",
                    values(all, network -> network.multiplyAdds() / GIGA),
                    values(all, MeasuredNetwork::gain),
                    colour);
            points.setMarker(MARKERS.get(weights));
            if (report.experiments().size() > 1) {
                continue;
            }
            List<MeasuredNetwork> best = report.paretoSets(weights);
            XYSeries line = chart.addSeries(
                    weights + ", Pareto set",
                    values(best, network -> network.multiplyAdds() / GIGA),
                    values(best, MeasuredNetwork::gain));
            line.setLineColor(colour);
            line.setLineStyle(new BasicStroke(1.5f));
            line.setMarker(SeriesMarkers.NONE);
            line.setShowInLegend(false);
        }
        return new Plot(Section.PARETO, title, chart);
    }

    private static Plot ranks(Report report) {
        String title = "The same networks by shared weights and by weights of their own";
        XYChart chart = chart(title, "PSNR by shared weights, dB", "PSNR after separate training, dB");
        chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
        List<SharedWeightRanking> ranked = report.rankings().stream()
                .filter(ranking -> !ranking.scores().isEmpty())
                .toList();
        for (int i = 0; i < ranked.size(); i++) {
            SharedWeightRanking ranking = ranked.get(i);
            scatter(
                    chart,
                    ranking.experimentId() + " (n = " + ranking.scores().size() + ")",
                    values(ranking.scores(), Scores::first),
                    values(ranking.scores(), Scores::second),
                    COLOURS.get(i % COLOURS.size()));
        }
        return new Plot(Section.RANKS, title, chart);
    }

    private static XYSeries scatter(XYChart chart, String name, double[] x, double[] y, Color colour) {
        XYSeries points = chart.addSeries(name, x, y);
        points.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        points.setMarkerColor(colour);
        return points;
    }

    private static XYChart chart(String title, String x, String y) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle(x)
                .yAxisTitle(y)
                .theme(ChartTheme.Matlab)
                .build();
        // Dashes become a path each, and a hundred of them a large file
        chart.getStyler().setPlotGridLinesStroke(HAIRLINE);
        chart.getStyler().setPlotGridLinesColor(new Color(225, 225, 225));
        chart.getStyler().setAxisTickMarksStroke(HAIRLINE);
        chart.getStyler().setLocale(Locale.ROOT);
        chart.getStyler().setLegendPosition(LegendPosition.OutsideS);
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        return chart;
    }

    private static <T> double[] values(List<T> all, ToDoubleFunction<T> value) {
        return all.stream().mapToDouble(value).toArray();
    }

    private static double[] join(double[] first, double[] second) {
        return DoubleStream.concat(DoubleStream.of(first), DoubleStream.of(second))
                .toArray();
    }
}
