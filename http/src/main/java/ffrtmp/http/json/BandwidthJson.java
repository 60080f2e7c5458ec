package ffrtmp.http.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import ffrtmp.protocol.port.NetworkMeter;
import ffrtmp.protocol.port.NetworkMinute;
import ffrtmp.protocol.port.NetworkPeak;
import ffrtmp.protocol.port.Traffic;
import java.util.List;
import java.util.Optional;

/**
 * What clients download and what the network interface carries, on the wire. The interface's
 * members are left out while none is known. On a cache its two directions mean the opposite of what
 * their names suggest, so each says what it means.
 */
public final class BandwidthJson {
  private BandwidthJson() {}

  public static ObjectNode of(Traffic traffic, Optional<NetworkMeter.Rate> rate) {
    ObjectNode json = Json.object();
    json.put("currentDownloadSpeed", Speed.whole(traffic.currentDownload()));
    json.put("currentUploadSpeed", Speed.whole(traffic.currentUpload()));
    if (traffic.averageDownload() != null) {
      json.put("averageDownloadSpeed", Speed.whole(traffic.averageDownload()));
    }
    if (traffic.peakDownload() != null) {
      json.put("peakDownloadSpeed", Speed.whole(traffic.peakDownload()));
    }
    rate.ifPresent(known -> putRate(json, known));
    return json;
  }

  private static void putRate(ObjectNode json, NetworkMeter.Rate rate) {
    long receive = Speed.whole(rate.receive());
    long transmit = Speed.whole(rate.transmit());
    json.put("downloadBytesPerSecond", receive);
    json.put("uploadBytesPerSecond", transmit);
    json.put("receiveBytesPerSecond", receive);
    json.put("transmitBytesPerSecond", transmit);
    putMeanings(json);
    json.put("downloadFormatted", Speed.format(receive));
    json.put("uploadFormatted", Speed.format(transmit));
    json.put("interface", rate.networkInterface());
  }

  /** While no interface is known, every list is empty. */
  public static ObjectNode history(Optional<NetworkMeter.Rate> rate, History history) {
    ObjectNode json = Json.object();
    rate.ifPresent(known -> json.put("interface", known.networkInterface()));
    putMeanings(json);
    json.put("count", history.minutes().size());
    ArrayNode minutes = json.putArray("minutes");
    history.minutes().forEach(minute -> minutes.add(minute(minute)));
    putPeaks(json.putArray("hourlyPeaks"), history.hourlyPeaks());
    putPeaks(json.putArray("dailyPeaks"), history.dailyPeaks());
    return json;
  }

  /** What is known of an interface's past, each list with the oldest first. */
  public record History(
      List<NetworkMinute> minutes, List<NetworkPeak> hourlyPeaks, List<NetworkPeak> dailyPeaks) {
    public static final History NONE = new History(List.of(), List.of(), List.of());
  }

  private static void putMeanings(ObjectNode json) {
    json.put("receiveMeaning", "from upstream");
    json.put("transmitMeaning", "to clients");
  }

  private static ObjectNode minute(NetworkMinute minute) {
    ObjectNode json = Json.object();
    json.put("start", Time.of(minute.start()));
    json.put("samples", minute.samples());
    json.set("receive", spread(minute.receive()));
    json.set("transmit", spread(minute.transmit()));
    return json;
  }

  private static ObjectNode spread(NetworkMinute.Spread spread) {
    return Json.object()
        .put("min", Speed.whole(spread.min()))
        .put("mean", Speed.whole(spread.mean()))
        .put("max", Speed.whole(spread.max()));
  }

  private static void putPeaks(ArrayNode array, List<NetworkPeak> peaks) {
    for (NetworkPeak peak : peaks) {
      array
          .addObject()
          .put("start", Time.of(peak.start()))
          .put("receive", Speed.whole(peak.receive()))
          .put("transmit", Speed.whole(peak.transmit()));
    }
  }
}
